/** Twice the load that can be carried: how much of the peak is still answered well, in how much memory. */
import { ask, file, otherCore, start } from '../processes.mjs';
import { report, residentMegabytes, startGateway } from './parts.mjs';

const durationMs = Number(process.env.DURATION_MS ?? 10_000);
const connections = 2000;
/** Of what is carried when `busyConnections` are kept busy. */
const shares = [0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1, 1.05];

async function measure(what, { latencyMs, maxInFlight, busyConnections, env = {} }) {
  const onebox = start(otherCore, [file('resilience/onebox.mjs')], {
    env: { LATENCY_MS: String(latencyMs) },
  });
  const { origin } = await ask(onebox);
  const client = start(otherCore, [file('resilience/client.mjs')]);
  const gateway = await startGateway(origin, { ONEBOX_MAX_IN_FLIGHT: String(maxInFlight), ...env });
  const load = (order) => ask(client, { origin: gateway.origin, durationMs, connections, ...order });
  const goodput = async (perSecond) => {
    const { okPerSecond, ...rest } = await load({ perSecond });
    process.stdout.write(
      `      ${what} at ${Math.round(perSecond)} a second: ${Math.round(okPerSecond)} answered well, ` +
        `${JSON.stringify(rest)}, resident ${residentMegabytes(gateway.process.pid).toFixed(0)} MB\n`,
    );
    return okPerSecond;
  };
  // Long enough for Onebox to accept every caller.
  await load({ concurrency: busyConnections, durationMs: 15_000 });
  const { perSecond: carried } = await load({ concurrency: busyConnections });
  process.stdout.write(
    `      ${what}, ${busyConnections} connections kept busy: ${Math.round(carried)} a second\n`,
  );
  let peak = carried;
  for (const share of shares) peak = Math.max(peak, await goodput(share * carried));
  const memory = residentMegabytes(gateway.process.pid);
  // All connections open: the system gives up on many new ones at once for a second and longer.
  await load({ concurrency: connections, durationMs: 3000 });
  const atTwice = await goodput(2 * peak);
  const memoryAtTwice = residentMegabytes(gateway.process.pid);
  const { mostInFlight } = await ask(onebox, 'report');
  const share = (100 * atTwice) / peak;
  const results = [
    report(
      `${what}: goodput at twice the peak`,
      `${Math.round(atTwice)} of ${Math.round(peak)} a second, ${share.toFixed(0)} %`,
      'at least 90 %',
      share >= 90,
    ),
    report(
      `${what}: memory at twice the peak`,
      `${memory.toFixed(0)} MB -> ${memoryAtTwice.toFixed(0)} MB`,
      'below 512 MB',
      memoryAtTwice < 512,
    ),
    report(
      `${what}: calls at Onebox at once`,
      mostInFlight,
      `at most ${maxInFlight}`,
      mostInFlight <= maxInFlight,
    ),
  ];
  for (const child of [client, gateway.process, onebox]) child.kill('SIGKILL');
  return results;
}

const results = [
  ...(await measure('bound by Onebox', {
    latencyMs: 200,
    maxInFlight: 64,
    env: { MAX_REQUESTS: '120' },
    busyConnections: 100,
  })),
  ...(await measure('bound by the processor', {
    latencyMs: 0,
    maxInFlight: 128,
    busyConnections: 100,
  })),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
