/** The figures as people read them in a terminal. */
import { distinctReads } from '../measurements.mjs';

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value below which this share of all values is. */
export const quantile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)];

export const spread = (values) => ({ min: Math.min(...values), max: Math.max(...values) });

const missing = '–';
const short = (value) => (value >= 100 ? String(Math.round(value)) : value.toPrecision(3));
const withSpread = (figure) =>
  figure === undefined ? missing : `${short(figure.value)} (${short(figure.min)}–${short(figure.max)})`;

function printTable(head, rows) {
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  for (const line of lines) {
    console.log(
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column])))
        .join('  '),
    );
  }
}

const figure = (server, key) => server.figures[key];

function table(servers, title, head, cells) {
  console.log(`\n${title}`);
  printTable(
    head,
    servers.map((server) => [server.title, ...cells(server)]),
  );
}

function printConditions({ cpu, node, rounds, seconds, pinned }) {
  console.log(
    `\n${cpu}, Node ${node}, ${rounds} rounds of ${seconds} s, medians, and the least disturbed windows for CPU; ${pinned ? 'server on one core, load and Onebox on the other' : 'not pinned: figures are rough'}`,
  );
}

/** What the memory of each server is after loads of several kinds. */
export function printMemory(results) {
  printConditions(results);
  const loads = [
    ['memory-a', 'a'],
    ['memory-c', '50 clients read c'],
    ...distinctReads.map(({ name, what }) => [`memory-${name}`, what]),
  ];
  for (const [key, what] of loads) {
    table(results.servers, `Resident memory, MB: ${what}`, ['', 'afterwards', 'peak'], (server) =>
      ['memoryMb', 'peakMb'].map((name) => withSpread(figure(server, `${key}.${name}`))),
    );
  }
}

/** What requests cost at each server, its start, and the blocks of its event loop. */
export function printReport(results, workloads) {
  const { servers, seal } = results;
  const reference = (name) => servers.find((server) => server.name === name);
  const columns = (unit) => ['', ...workloads.map(({ name }) => `${name} ${unit}`)];
  const perWorkload =
    (key, print = ({ value }) => short(value)) =>
    (server) =>
      workloads.map(({ name }) => {
        const value = figure(server, `${name}.${key}`);
        return value === undefined ? missing : print(value);
      });
  const ratiosTo = (base, server) =>
    workloads.map(({ name }) => {
      const [own, its] = [server, base].map((one) => figure(one, `${name}.cpuUs`)?.value);
      return own === undefined || its === undefined ? missing : (own / its).toFixed(2);
    });
  printConditions(results);
  table(
    servers,
    'CPU per request of the server process, microseconds: the 15th percentile of windows (min–max)',
    columns('µs'),
    perWorkload('cpuUs', withSpread),
  );
  for (const [name, title] of [
    ['limit', 'the limit'],
    ['mercurius-with-duties', 'Mercurius with the duties of a production gateway'],
    ['today', 'what people write today'],
  ]) {
    const base = reference(name);
    if (base === undefined) continue;
    table(servers, `CPU per request, times that of ${title}`, columns('×'), (server) =>
      ratiosTo(base, server),
    );
  }
  const rebuilt = [
    ['ours', 'baseline'],
    ['ours-cached', 'baseline-cached'],
  ].filter((names) => names.every(reference));
  if (rebuilt.length > 0) {
    table(
      rebuilt.map(([name]) => reference(name)),
      'CPU per request, times that of the earlier build',
      columns('×'),
      (server) => ratiosTo(reference(rebuilt.find(([name]) => name === server.name)[1]), server),
    );
  }
  table(servers, 'Requests per second', columns('rps'), perWorkload('perSecond'));
  table(servers, 'Latency, p50 / p99, milliseconds', columns('ms'), (server) =>
    workloads.map(({ name }) => {
      const [p50, p99] = ['p50Ms', 'p99Ms'].map((key) => figure(server, `${name}.${key}`)?.value);
      return p50 === undefined ? missing : `${short(p50)} / ${short(p99)}`;
    }),
  );
  table(servers, 'Calls to Onebox per request', columns('calls'), perWorkload('upstreamCalls'));
  table(
    servers,
    'Start and memory; and while one client reads c: the longest event-loop block, others waiting for a',
    ['', 'cold start ms', 'memory MB', 'block ms', 'others p50 ms', 'others p99 ms'],
    (server) =>
      [
        'start.coldStartMs',
        'start.memoryMb',
        'block.longestBlockMs',
        'block.othersP50Ms',
        'block.othersP99Ms',
      ].map((key) => withSpread(figure(server, key))),
  );
  const hit = reference('ours-cached');
  const miss = reference('ours');
  if (hit !== undefined && miss !== undefined) {
    console.log('\nThe cache: CPU of a hit / of a miss, microseconds');
    for (const { name } of workloads) {
      const [hitUs, missUs] = [hit, miss].map((server) => short(figure(server, `${name}.cpuUs`).value));
      console.log(`  ${name}  ${hitUs} / ${missUs}`);
    }
  }
  for (const { what, sealUs, unsealUs, bytes } of seal) {
    console.log(`  sealing ${what} (${bytes} bytes): ${short(sealUs)} µs, unsealing ${short(unsealUs)} µs`);
  }
}
