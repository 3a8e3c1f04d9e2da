/** Onebox down for a minute under load: how often it is asked meanwhile, and how soon all is well again. */
import { setTimeout as wait } from 'node:timers/promises';

import { Client, load, report, startGateway, startOnebox } from './parts.mjs';

const outageMs = Number(process.env.OUTAGE_MS ?? 60_000);
const perSecond = Number(process.env.PER_SECOND ?? 200);
const beforeMs = 5000;
const afterMs = 15_000;

let onebox = await startOnebox({ latencyMs: 20 });
const { port } = onebox;
const gateway = await startGateway(onebox.origin, {});
const attemptsMade = async () => {
  const page = await (await fetch(`${gateway.metricsOrigin}/metrics`)).text();
  return [...page.matchAll(/^gateway_upstream_attempts_total\{outcome="([^"]+)"\} (\d+)$/gm)]
    .filter(([, outcome]) => outcome !== 'circuit-open')
    .reduce((sum, [, , count]) => sum + Number(count), 0);
};
const client = new Client(gateway.origin, 500);
const now = () => performance.now();
const answered = [];
const during = { requests: 0, attempts: 0, outcomes: {} };
const loading = load(client, {
  perSecond,
  durationMs: beforeMs + outageMs + afterMs,
  onOutcome: (outcome) => answered.push({ at: now(), outcome }),
});
await wait(beforeMs);
const attemptsBefore = await attemptsMade();
const downAt = now();
await onebox.close();
await wait(outageMs);
const attemptsAfter = await attemptsMade();
onebox = await startOnebox({ latencyMs: 20, port });
const returnedAt = now();
const total = await loading;
for (const { at, outcome } of answered) {
  if (at < downAt || at > returnedAt) continue;
  during.requests += 1;
  during.outcomes[outcome] = (during.outcomes[outcome] ?? 0) + 1;
}
during.attempts = attemptsAfter - attemptsBefore;
const lastBad = Math.max(
  returnedAt,
  ...answered.filter(({ outcome }) => outcome !== 'ok').map(({ at }) => at),
);
const share = (100 * during.attempts) / during.requests;
process.stdout.write(`all: ${JSON.stringify(total)}\nduring the outage: ${JSON.stringify(during)}\n`);
const results = [
  report(
    `attempts in an outage of ${outageMs / 1000} s`,
    `${during.attempts} for ${during.requests} requests, ${share.toFixed(2)} %`,
    'at most 5 %',
    share <= 5 && during.requests > 0,
  ),
  report(
    'last failed request after the return',
    `${((lastBad - returnedAt) / 1000).toFixed(1)} s`,
    'within 5 s',
    lastBad - returnedAt < 5000,
  ),
];
await client.close();
gateway.process.kill('SIGKILL');
await onebox.close();
process.exitCode = results.every(Boolean) ? 0 : 1;
