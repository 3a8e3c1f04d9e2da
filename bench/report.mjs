/** The figures as people read them in a terminal. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const spread = (values) => ({ min: Math.min(...values), max: Math.max(...values) });

const short = (value) =>
  value === undefined ? '–' : value >= 100 ? String(Math.round(value)) : value.toPrecision(3);

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

export function printReport({ servers, rounds, seconds, pinned, node, cpu, seal }, workloads) {
  const figure = (server, key) => server.figures[key];
  const reference = (name) => servers.find((server) => server.name === name);
  const columns = (unit) => ['', ...workloads.map(({ name }) => `${name} ${unit}`)];
  const table = (title, head, cells) => {
    console.log(`\n${title}`);
    printTable(
      head,
      servers.map((server) => [server.title, ...cells(server)]),
    );
  };
  const perWorkload =
    (key, print = ({ median }) => short(median)) =>
    (server) =>
      workloads.map(({ name }) => {
        const value = figure(server, `${name}.${key}`);
        return value === undefined ? '–' : print(value);
      });
  console.log(
    `\n${cpu}, Node ${node}, ${rounds} rounds of ${seconds} s, medians; ${pinned ? 'server on one core, load and Onebox on the other' : 'not pinned: figures are rough'}`,
  );
  table(
    'CPU per request of the server process, microseconds: median (min–max)',
    columns('µs'),
    perWorkload('cpuUs', ({ median, min, max }) => `${short(median)} (${short(min)}–${short(max)})`),
  );
  for (const [name, title] of [
    ['limit', 'the limit'],
    ['today', 'what people write today'],
  ]) {
    const base = reference(name);
    if (base === undefined) continue;
    table(`CPU per request, times that of ${title}`, columns('×'), (server) =>
      workloads.map((workload) =>
        (
          figure(server, `${workload.name}.cpuUs`).median / figure(base, `${workload.name}.cpuUs`).median
        ).toFixed(2),
      ),
    );
  }
  table('Requests per second', columns('rps'), perWorkload('perSecond'));
  table('Latency, p50 / p99, milliseconds', columns('ms'), (server) =>
    workloads.map(
      ({ name }) =>
        `${short(figure(server, `${name}.p50Ms`).median)} / ${short(figure(server, `${name}.p99Ms`).median)}`,
    ),
  );
  table('Calls to Onebox per request', columns('calls'), perWorkload('upstreamCalls'));
  table(
    'Start and memory; and while one client reads c: the longest event-loop block, others waiting for a',
    ['', 'cold start ms', 'memory MB', 'block ms', 'others p50 ms', 'others p99 ms'],
    (server) =>
      ['f.coldStartMs', 'f.memoryMb', 'block.longestBlockMs', 'block.othersP50Ms', 'block.othersP99Ms'].map(
        (key) => {
          const { median, min, max } = figure(server, key);
          return `${short(median)} (${short(min)}–${short(max)})`;
        },
      ),
  );
  const hit = reference('ours-cached');
  const miss = reference('ours');
  if (hit !== undefined && miss !== undefined) {
    console.log('\nThe cache: CPU of a hit / of a miss, microseconds');
    for (const { name } of workloads) {
      console.log(
        `  ${name}  ${short(figure(hit, `${name}.cpuUs`).median)} / ${short(figure(miss, `${name}.cpuUs`).median)}`,
      );
    }
  }
  for (const { what, sealUs, unsealUs, bytes } of seal) {
    console.log(`  sealing ${what} (${bytes} bytes): ${short(sealUs)} µs, unsealing ${short(unsealUs)} µs`);
  }
}
