/**
 * How much memory a replica takes in containers of several sizes with several heap limits, and whether it lives, while 50
 * clients read small, long and very long sessions: `npm run bench:sizing`. Linux, as root; about two minutes.
 */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import { Pool } from 'undici';

import { ask, file, otherCore, peakMemoryMb, serverCore, start } from '../processes.mjs';
import { requestOf, workloads } from '../workloads.mjs';
import { Container } from './container.mjs';

const seconds = Number(process.env.SECONDS ?? 5);
const clients = 50;
const callers = 50;

/** Container in MiB, heap limit in MB. */
const sizes = process.env.SIZES?.split(',').map((size) => size.split(':').map(Number)) ?? [
  [256, 128],
  [512, 256],
  [1024, 512],
  [2048, 1024],
];
const measured = workloads.filter(({ name }) => 'abc'.includes(name));

const upstream = start(otherCore, [file('upstream/upstream.mjs')]);
const { origin: upstreamOrigin } = await ask(upstream);

async function startGateway(container, heapMb) {
  const main = file('../dist/main.js');
  const child = container.start(serverCore, [process.execPath, `--max-old-space-size=${heapMb}`, main], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      METRICS_PORT: '0',
      ONEBOX_API_URL: upstreamOrigin,
      RATE_LIMIT_CALLER: '1000000',
      // Each request reads a body of Onebox: a cache would take that away, and is in Valkey.
      CACHE_TTL_SECONDS: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.setEncoding('utf8');
  for (let output = ''; ;) {
    const [text] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit').then(() => [])]);
    if (text === undefined) throw new Error(`The gateway did not start: ${output}`);
    output += text;
    const [origin] = /"origin":"([^"]+)"/.exec(output)?.slice(1) ?? [];
    if (origin === undefined) continue;
    child.stdout.resume();
    return { child, origin };
  }
}

/** Reads the session of a workload again and again. Gives how often what came of it. */
async function read(origin, workload, isAlive) {
  const pool = new Pool(origin, { connections: clients, pipelining: 1 });
  const { method, path, headers, body } = requestOf(workload);
  const outcomes = { ok: 0, shed: 0, failed: 0 };
  const until = performance.now() + seconds * 1000;
  const client = async (_, index) => {
    const authorization = `Bearer caller-${index % callers}`;
    while (performance.now() < until && isAlive()) {
      try {
        const response = await pool.request({ method, path, headers: { ...headers, authorization }, body });
        const text = await response.body.text();
        const isOk = response.statusCode === 200 && !text.includes('"errors"');
        outcomes[isOk ? 'ok' : response.statusCode === 503 ? 'shed' : 'failed'] += 1;
        // As the Retry-After of the response says.
        if (response.statusCode === 503) await wait(1000);
      } catch {
        outcomes.failed += 1;
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  await pool.destroy();
  return outcomes;
}

console.log('container, heap limit | sessions | peak memory | answered, shed, failed | ended by the system');
let lost = 0;
for (const [mebibytes, heapMb] of sizes) {
  const container = new Container(mebibytes);
  for (const workload of measured) {
    const killsBefore = container.kills;
    const { child, origin } = await startGateway(container, heapMb);
    let isAlive = true;
    let peakMb = 0;
    const exited = once(child, 'exit').then(([code, signal]) => {
      isAlive = false;
      return signal ?? code;
    });
    const watch = setInterval(() => {
      if (isAlive) peakMb = peakMemoryMb(child);
    }, 100);
    const { ok, shed, failed } = await read(origin, workload, () => isAlive);
    clearInterval(watch);
    const end = isAlive
      ? 'no'
      : `yes: ${await exited}, ${container.kills - killsBefore} for the container's memory`;
    if (!isAlive || failed > 0) lost += 1;
    console.log(
      `${mebibytes} MiB, ${heapMb} MB | ${workload.what} | ${peakMb.toFixed(0)} MB | ${ok}, ${shed}, ${failed} | ${end}`,
    );
    child.kill('SIGKILL');
    await exited;
    await wait(200);
  }
  container.remove();
}
upstream.kill();
process.exitCode = lost > 0 ? 1 : 0;
