/**
 * CPU of each request in short interleaved windows, for a machine that others use too: of each server the 15th percentile.
 * `node bench/windows.mjs <workloads> <windows> <servers, comma-separated> [<folder of an earlier build>]`.
 */
import { readdirSync, readFileSync } from 'node:fs';

import { ask, file, otherCore, start, startServer } from './processes.mjs';
import { serversWith } from './servers.mjs';
import { workloads } from './workloads.mjs';

const [names, windows, chosen, baseline] = process.argv.slice(2);
const warmUpSeconds = 2;
const windowSeconds = 0.3;
const percentile = 0.15;

/** The time of all threads on the processor, in microseconds. More exact than /proc/<pid>/stat. */
function cpuMicroseconds({ pid }) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1000;
}

const load = start(otherCore, [file('load/load.mjs')]);
const upstream = start(otherCore, [file('upstream/upstream.mjs')]);
const { origin: upstreamOrigin } = await ask(upstream);
let orders = 0;
async function send({ origin }, { name: workload, connections }, seconds) {
  const key = orders++;
  const order = { key, origin, workload, connections, seconds };
  return (await ask(load, order, (answer) => answer.key === key)).result;
}

const running = new Map();
for (const server of serversWith({ baseline }).filter(({ name }) => chosen.split(',').includes(name))) {
  running.set(server, await startServer(server, upstreamOrigin));
}
for (const workload of workloads.filter(({ name }) => names.includes(name))) {
  const served = [...running].filter(([{ serves }]) => serves.includes(workload.name));
  const costs = new Map(served.map(([{ name }]) => [name, []]));
  for (const [, one] of served) await send(one, workload, warmUpSeconds);
  for (let window = 0; window < Number(windows); window++) {
    for (const [{ name }, one] of served) {
      const before = cpuMicroseconds(one.child);
      const { requests } = await send(one, workload, windowSeconds);
      costs.get(name).push((cpuMicroseconds(one.child) - before) / requests);
    }
  }
  const lowOf = (all) => all.sort((a, b) => a - b)[Math.floor(all.length * percentile)];
  const figures = [...costs].map(([name, all]) => `${name} ${lowOf(all).toFixed(1)}`);
  console.log(`${workload.name}  ${figures.join('  ')}`);
}
for (const { child } of running.values()) child.kill('SIGKILL');
load.kill();
upstream.kill();
