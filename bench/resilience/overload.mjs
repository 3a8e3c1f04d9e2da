/** Twice the load that can be carried: how much of the peak is still answered well, in how much memory. */
import { Client, load, report, residentMegabytes, startGateway, startOnebox } from './parts.mjs';

const durationMs = Number(process.env.DURATION_MS ?? 15_000);

async function measure(what, { latencyMs, maxInFlight, env, peakPerSecond }) {
  const onebox = await startOnebox({ latencyMs });
  const gateway = await startGateway(onebox.origin, {
    ONEBOX_MAX_IN_FLIGHT: String(maxInFlight),
    ...env,
  });
  const client = new Client(gateway.origin, 2000);
  const goodput = async (perSecond) => {
    const { outcomes, asked, unasked, okPerSecond, p99Ms } = await load(client, { perSecond, durationMs });
    process.stdout.write(
      `      ${what} at ${Math.round(perSecond)} a second: ${JSON.stringify({ asked, unasked, ...outcomes, p99Ms })}, ` +
        `resident ${residentMegabytes(gateway.process.pid).toFixed(0)} MB, at Onebox at most ${onebox.mostInFlight}\n`,
    );
    return okPerSecond;
  };
  await load(client, { perSecond: 200, durationMs: 5000 });
  let peak = 0;
  for (const perSecond of peakPerSecond) peak = Math.max(peak, await goodput(perSecond));
  const memory = residentMegabytes(gateway.process.pid);
  const atTwice = await goodput(2 * peak);
  const memoryAtTwice = residentMegabytes(gateway.process.pid);
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
      onebox.mostInFlight,
      `at most ${maxInFlight}`,
      onebox.mostInFlight <= maxInFlight,
    ),
  ];
  await client.close();
  gateway.process.kill('SIGKILL');
  await onebox.close();
  return results;
}

const results = [
  ...(await measure('bound by Onebox', {
    latencyMs: 200,
    maxInFlight: 64,
    env: { ONEBOX_MAX_QUEUED: '64', MAX_REQUESTS: '120' },
    peakPerSecond: [250, 300, 350],
  })),
  ...(await measure('bound by the processor', {
    latencyMs: 0,
    maxInFlight: 128,
    env: { MAX_REQUESTS: '256' },
    peakPerSecond: [1600, 2000, 2400, 2800],
  })),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
