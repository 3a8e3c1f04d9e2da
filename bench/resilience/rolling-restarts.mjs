/** Ten rolling restarts of two replicas under constant load, behind a small proxy that checks their health. */
import { createServer, request as forward, Agent } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

import { Client, keepBusy, load, report, startGateway, startOnebox } from './parts.mjs';

const restarts = Number(process.env.RESTARTS ?? 10);
const perSecond = Number(process.env.PER_SECOND ?? 200);
const checkEveryMs = 200;
const settings = { SHUTDOWN_DELAY_MS: '2000' };

const onebox = await startOnebox({ latencyMs: 20 });
const replicas = await Promise.all([0, 1].map(() => startGateway(onebox.origin, settings)));
// The restarts are those of replicas that have run for a while: not all of them are young at once.
for (const { origin } of replicas) {
  const first = new Client(origin, 5);
  await keepBusy(first, { concurrency: 5, count: 500 });
  await first.close();
}
const healthy = new Set(replicas);
const agent = new Agent({ keepAlive: true });

const checking = setInterval(() => {
  for (const replica of replicas) {
    fetch(`${replica.origin}/readyz`, { signal: AbortSignal.timeout(1000) }).then(
      ({ ok }) => (ok ? replicas.includes(replica) && healthy.add(replica) : healthy.delete(replica)),
      () => healthy.delete(replica),
    );
  }
}, checkEveryMs);

/** Why requests were lost. */
const lost = {};
const lose = (why, outgoing) => {
  lost[why] = (lost[why] ?? 0) + 1;
  outgoing.writeHead(502).end();
};

let turn = 0;
const proxy = createServer((incoming, outgoing) => {
  const candidates = [...healthy];
  const replica = candidates[(turn += 1) % candidates.length];
  if (replica === undefined) {
    lose('no replica is healthy', outgoing);
    return;
  }
  // No second try: what a replica loses is lost.
  const passing = forward(
    `${replica.origin}${incoming.url}`,
    { method: incoming.method, headers: incoming.headers, agent },
    (answer) => {
      // Whether a replica wants to keep its connection to us says nothing of ours to the client.
      delete answer.headers.connection;
      delete answer.headers['keep-alive'];
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    },
  );
  passing.on('error', ({ code, message }) => lose(code ?? message, outgoing));
  incoming.pipe(passing);
});
await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
const client = new Client(`http://127.0.0.1:${proxy.address().port}`, 100);

let isOver = false;
const exitCodes = [];
const restarting = (async () => {
  await wait(1000);
  for (let restart = 0; restart < restarts; restart += 1) {
    const index = restart % replicas.length;
    const old = replicas[index];
    const fresh = await startGateway(onebox.origin, settings);
    replicas[index] = fresh;
    replicas.push(old);
    while (!healthy.has(fresh)) await wait(20);
    old.process.kill('SIGTERM');
    exitCodes.push(await old.ended);
    replicas.splice(replicas.indexOf(old), 1);
    healthy.delete(old);
  }
  isOver = true;
})();
const totals = { asked: 0, outcomes: {} };
while (!isOver) {
  const { asked, outcomes } = await load(client, { perSecond, durationMs: 1000 });
  totals.asked += asked;
  for (const [outcome, count] of Object.entries(outcomes)) {
    totals.outcomes[outcome] = (totals.outcomes[outcome] ?? 0) + count;
  }
}
await restarting;
clearInterval(checking);
const failed = totals.asked - (totals.outcomes.ok ?? 0);
process.stdout.write(`${JSON.stringify({ ...totals, lost })}, exit codes ${exitCodes.join(' ')}\n`);
const holds = report(
  `requests failed over ${restarts} rolling restarts`,
  `${failed} of ${totals.asked}`,
  '0',
  failed === 0 && exitCodes.every((code) => code === 0),
);
await client.close();
proxy.closeAllConnections();
proxy.close();
agent.destroy();
for (const replica of replicas) replica.process.kill('SIGKILL');
await onebox.close();
process.exitCode = holds ? 0 : 1;
