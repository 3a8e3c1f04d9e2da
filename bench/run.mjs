/**
 * Measures the gateway and what it is compared with, in one run, interleaved:
 * `npm run bench -- [--quick] [--memory] [--baseline <folder>] [--only ours,limit] [--workloads abc]`.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { chart } from './report/chart.mjs';
import { distinctReads, Measurements, stop } from './measurements.mjs';
import { file, pinned } from './processes.mjs';
import { median, printMemory, printReport, quantile, spread } from './report/report.mjs';
import { sealCosts } from './seal.mjs';
import { serversWith } from './servers.mjs';
import { workloads } from './workloads.mjs';

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    memory: { type: 'boolean', default: false },
    baseline: { type: 'string' },
    only: { type: 'string' },
    workloads: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    'keep-docs': { type: 'boolean', default: false },
  },
});
const { baseline } = values;
if (baseline !== undefined && !existsSync(join(baseline, 'dist/main.js'))) {
  throw new Error(`There is no dist/main.js in ${baseline}: build it first.`);
}
const rounds = Number(values.rounds ?? (values.memory ? 1 : values.quick ? 3 : 5));
const seconds = Number(values.seconds ?? (values.quick ? 1.5 : 4));
const chosenWorkloads = workloads.filter(({ name }) => values.workloads?.includes(name) ?? true);
const isChosen = ({ name, serves, isGateway = false }) =>
  (values.only?.split(',').includes(name) ?? (!values.memory || isGateway)) &&
  chosenWorkloads.some((workload) => serves.includes(workload.name));
const chosenServers = serversWith({ baseline }).filter(isChosen);
const measuresBlocks = ['a', 'c'].every((name) => chosenWorkloads.some((one) => one.name === name));

// Of the CPU in short interleaved windows. Higher ones are disturbed by what else runs on the machine.
const leastDisturbed = 0.15;
const mostQuickMs = 9 * 60_000;

const samples = new Map();
function keep(server, what, figures) {
  for (const [figure, value] of Object.entries(figures)) {
    const key = `${server.name}|${what}|${figure}`;
    samples.set(key, [...(samples.get(key) ?? []), value]);
  }
}

const measurements = new Measurements(seconds);
await measurements.start();

async function measureCosts() {
  for (const server of chosenServers) {
    keep(server, 'start', await measurements.startAndMemory(server));
  }
  const running = new Map();
  for (const server of chosenServers) running.set(server, await measurements.startServer(server));
  for (const workload of chosenWorkloads) await measureWorkload(running, workload);
  for (const [server, one] of measuresBlocks ? running : []) {
    keep(server, 'block', await measurements.block(server, one));
  }
  for (const one of running.values()) await stop(one);
}

/** Measures each server in windows, in turn, until it has run for `seconds`. */
async function measureWorkload(running, workload) {
  const serving = [...running].filter(([{ serves }]) => serves.includes(workload.name));
  for (const [server, one] of serving) await measurements.warmUp(server, one, workload);
  const ranSeconds = new Map(serving.map(([server]) => [server, 0]));
  while (Math.min(...ranSeconds.values()) < seconds) {
    for (const [server, one] of serving) {
      if (ranSeconds.get(server) >= seconds) continue;
      const { seconds: windowSeconds, ...figures } = await measurements.cost(server, one, workload);
      ranSeconds.set(server, ranSeconds.get(server) + windowSeconds);
      keep(server, workload.name, figures);
    }
  }
}

const summaryOf = (figure, all) => (figure === 'cpuUs' ? quantile(all, leastDisturbed) : median(all));

async function measureMemory() {
  for (const server of chosenServers) {
    for (const name of ['a', 'c']) {
      keep(server, `memory-${name}`, await measurements.memoryOfWorkload(server, name));
    }
    for (const reads of distinctReads) {
      keep(server, `memory-${reads.name}`, await measurements.memoryOfDistinctReads(server, reads));
    }
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
  await (values.memory ? measureMemory() : measureCosts());
}
measurements.stop();

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
        .map(([[, what, figure], all]) => [
          `${what}.${figure}`,
          { value: summaryOf(figure, all), ...spread(all) },
        ]),
    ),
  })),
};
if (values.memory) {
  printMemory(results);
} else {
  results.seal = sealCosts();
  printReport(results, chosenWorkloads);
}
const folder = file('results');
mkdirSync(folder, { recursive: true });
writeFileSync(
  `${folder}/latest${values.memory ? '-memory' : ''}.json`,
  `${JSON.stringify(results, null, 2)}\n`,
);
const isWhole = [values.only, values.workloads, baseline].every((option) => option === undefined);
if (!values['keep-docs'] && !values.memory && isWhole) {
  writeFileSync(file('../docs/performance.svg'), chart(results, chosenWorkloads));
}
