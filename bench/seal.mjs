/** What it costs to seal and to unseal what the cache holds, measured on the built code. */
import { randomBytes } from 'node:crypto';

import { seal, unseal } from '../dist/cache/seal.js';
import { wireOf } from './upstream/wire-session.mjs';
import { workloads } from './workloads.mjs';

const place = 'a'.repeat(43);
const seconds = 0.5;

function microseconds(action) {
  const deadline = performance.now() + seconds * 1000;
  for (let warm = 0; warm < 50; warm++) action();
  const started = process.cpuUsage();
  let times = 0;
  for (; performance.now() < deadline; times++) action();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / times;
}

/** For the sessions of a and b, in microseconds of CPU. */
export function sealCosts() {
  const key = randomBytes(32);
  const later = Date.now() + 3_600_000;
  return workloads
    .filter(({ name }) => name === 'a' || name === 'b')
    .map((workload) => {
      const text = JSON.stringify(wireOf(workload));
      const entry = seal(text, key, place, later);
      return {
        what: workload.what,
        bytes: Buffer.byteLength(text),
        sealUs: microseconds(() => seal(text, key, place, later)),
        unsealUs: microseconds(() => unseal(entry, key, place, Date.now())),
      };
    });
}
