/** Measures the gateway and what it is compared with, in one run, interleaved: `npm run bench -- [--quick]`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';

import { chart } from './chart.mjs';
import { ask, cpuMicroseconds, file, memoryMb, otherCore, pinned, start, startServer } from './processes.mjs';
import { median, printReport, spread } from './report.mjs';
import { sealCosts } from './seal.mjs';
import { servers } from './servers.mjs';
import { workloads } from './workloads.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    workloads: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    'keep-docs': { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds ?? (values.quick ? 3 : 5));
const seconds = Number(values.seconds ?? (values.quick ? 1.5 : 4));
const chosenServers = servers.filter(({ name }) => values.only?.split(',').includes(name) ?? true);
const chosenWorkloads = workloads.filter(({ name }) => values.workloads?.includes(name) ?? true);

const load = start(otherCore, [file('load.mjs')]);
const upstream = start(otherCore, [file('upstream.mjs')]);
const { origin: upstreamOrigin } = await ask(upstream);
let orders = 0;

async function send(server, running, workload, options = {}) {
  const key = orders++;
  const order = {
    key,
    origin: running.origin,
    workload: workload.name,
    speaksWire: server.speaksWire ?? false,
    connections: workload.connections,
    seconds,
    ...options,
  };
  const { result } = await ask(load, order, (answer) => answer.key === key);
  return result;
}

const upstreamCalls = async () => (await ask(upstream, 'calls')).calls;
const [smallest] = workloads;
// A young process spends its time on compiling: what is measured is one that has run for a while.
const warmUpSeconds = 3;
const mostQuickMs = 9 * 60_000;
const largest = workloads.find(({ name }) => name === 'c');

function stop({ child }) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  return ended;
}

/** How long until the first answer, and the memory after a load of the smallest workload. */
async function measureStart(server) {
  const running = await startServer(server, upstreamOrigin);
  await send(server, running, smallest, { connections: 1, seconds: 0 });
  const coldStartMs = performance.now() - running.startedAt;
  await send(server, running, smallest, { seconds: Math.max(seconds, 2) });
  const memory = memoryMb(running.child);
  await stop(running);
  return { coldStartMs, memoryMb: memory };
}

async function measureCost(server, running, workload) {
  await send(server, running, workload, { seconds: Math.max(1, seconds / 2) });
  const before = { cpu: cpuMicroseconds(running.child), calls: await upstreamCalls() };
  const result = await send(server, running, workload);
  return {
    cpuUs: (cpuMicroseconds(running.child) - before.cpu) / result.requests,
    perSecond: result.requests / result.seconds,
    p50Ms: result.p50Ms,
    p99Ms: result.p99Ms,
    upstreamCalls: ((await upstreamCalls()) - before.calls) / result.requests,
  };
}

/** How long the event loop stands still while one client reads c, and what others then wait for a. */
async function measureBlock(server, running) {
  await send(server, running, largest, { connections: 1, seconds: 0.5 });
  running.child.send('watch');
  const [, others] = await Promise.all([
    send(server, running, largest, { connections: 1 }),
    send(server, running, smallest, { connections: 10 }),
  ]);
  const { longestBlockMs } = await ask(running.child, 'tell');
  return { longestBlockMs, othersP50Ms: others.p50Ms, othersP99Ms: others.p99Ms };
}

const samples = new Map();
function keep(server, what, values) {
  for (const [figure, value] of Object.entries(values)) {
    const key = `${server.name}|${what}|${figure}`;
    samples.set(key, [...(samples.get(key) ?? []), value]);
  }
}

const startedAt = performance.now();
let round = 0;
// A slow machine makes fewer rounds of it.
const hasTime = () => {
  const takenMs = performance.now() - startedAt;
  return round === 0 || !values.quick || takenMs + takenMs / round < mostQuickMs;
};
for (; round < rounds && hasTime(); round++) {
  process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  for (const server of chosenServers) {
    keep(server, 'f', await measureStart(server));
  }
  const running = new Map();
  for (const server of chosenServers) running.set(server, await startServer(server, upstreamOrigin));
  for (const [server, one] of running) await send(server, one, smallest, { seconds: warmUpSeconds });
  for (const workload of chosenWorkloads) {
    for (const server of chosenServers) {
      keep(server, workload.name, await measureCost(server, running.get(server), workload));
    }
  }
  for (const server of chosenServers) keep(server, 'block', await measureBlock(server, running.get(server)));
  for (const one of running.values()) await stop(one);
}
load.kill();
upstream.kill();

const results = {
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: availableParallelism(),
  pinned,
  rounds: round,
  seconds,
  servers: chosenServers.map(({ name, title }) => ({
    name,
    title,
    figures: Object.fromEntries(
      [...samples]
        .map(([key, all]) => [key.split('|'), all])
        .filter(([[owner]]) => owner === name)
        .map(([[, what, figure], all]) => [`${what}.${figure}`, { median: median(all), ...spread(all) }]),
    ),
  })),
  seal: sealCosts(),
};
printReport(results, chosenWorkloads);
const folder = file('results');
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/latest.json`, `${JSON.stringify(results, null, 2)}\n`);
if (!values['keep-docs'] && values.only === undefined && values.workloads === undefined) {
  writeFileSync(file('../docs/performance.svg'), chart(results, chosenWorkloads));
}
