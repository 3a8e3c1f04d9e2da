/** 200 hanging calls of one caller: how much longer other callers wait for their responses. */
import { createServer } from 'node:http';

import { Client, load, report, startGateway, startOnebox } from './parts.mjs';

const latencyMs = 50;
const hangingCalls = 200;
const perSecond = 200;
const durationMs = 6000;
const sessionIdOf = (index) =>
  Buffer.from(`${String(index).padEnd(43, 'A')}=:${'B'.repeat(22)}==`).toString('base64');

const answering = await startOnebox({ latencyMs });
let isHanging = false;
/** In front of that Onebox: it never answers the caller whose calls hang, once it has accepted its token. */
const onebox = createServer((request, response) => {
  if (isHanging && request.headers.authorization === 'Bearer hanging') return;
  fetch(answering.origin + request.url, { headers: { authorization: request.headers.authorization } })
    .then(async (answered) => {
      response.writeHead(answered.status, { 'content-type': 'application/json' });
      response.end(await answered.text());
    })
    .catch(() => response.destroy());
});
await new Promise((resolve) => onebox.listen(0, '127.0.0.1', resolve));
const gateway = await startGateway(`http://127.0.0.1:${onebox.address().port}`);
const others = new Client(gateway.origin, 400, 50);

await load(others, { perSecond, durationMs: 3000 });
const alone = await load(others, { perSecond, durationMs });
const callsOfHanging = new Client(gateway.origin, hangingCalls, 1, 'hanging');
await callsOfHanging.ask();
isHanging = true;
const hanging = Array.from({ length: hangingCalls }, (_, index) => callsOfHanging.ask(sessionIdOf(index)));
const meanwhile = await load(others, { perSecond, durationMs });
const addedMs = meanwhile.p99Ms - alone.p99Ms;
process.stdout.write(
  `      others alone: ${JSON.stringify(alone)}\n      meanwhile: ${JSON.stringify(meanwhile)}\n`,
);
const failed = meanwhile.asked - (meanwhile.outcomes.ok ?? 0);
const results = [
  report(
    `p99 of others while ${hangingCalls} calls of one caller hang`,
    `${meanwhile.p99Ms} ms, alone ${alone.p99Ms} ms`,
    'at most 300 ms more',
    addedMs <= 300,
  ),
  report('requests of others that failed meanwhile', failed, 'none', failed === 0),
];
gateway.process.kill('SIGKILL');
await Promise.allSettled(hanging);
await Promise.all([others.close(), callsOfHanging.close()]);
onebox.close();
onebox.closeAllConnections();
await answering.close();
process.exitCode = results.every(Boolean) ? 0 : 1;
