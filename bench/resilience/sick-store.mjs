/** The store of the cache frozen, killed, full, slow or talking nonsense under load: how much later answers come. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

import { Client, freePort, load, report, startGateway, startOnebox } from './parts.mjs';

const durationMs = Number(process.env.DURATION_MS ?? 6000);
const perSecond = Number(process.env.PER_SECOND ?? 150);

const redisPort = await freePort();
let redis;
async function startRedis() {
  const options = ['--port', redisPort, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  redis = spawn('redis-server', options.map(String), { stdio: 'ignore' });
  await wait(500);
}
async function command(line) {
  const socket = connect(redisPort, '127.0.0.1');
  socket.write(`${line}\r\n`);
  await once(socket, 'data');
  socket.destroy();
}

/** Handles the responses of the store. */
let onAnswer = (chunk, client) => client.write(chunk);
const passOn = onAnswer;
const proxy = createServer((client) => {
  const store = connect(redisPort, '127.0.0.1');
  client.pipe(store);
  store.on('data', (chunk) => onAnswer(chunk, client));
  for (const [socket, other] of [
    [client, store],
    [store, client],
  ]) {
    socket.on('error', () => undefined).on('close', () => other.destroy());
  }
});
await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));

await startRedis();
const onebox = await startOnebox({ latencyMs: 20 });
const gateway = await startGateway(onebox.origin, {
  CACHE_TTL_SECONDS: '2',
  CACHE_URL: `redis://127.0.0.1:${proxy.address().port}`,
});
const client = new Client(gateway.origin, 200, 100);
await load(client, { perSecond, durationMs: 3000 });

const sicknesses = {
  frozen: [() => redis.kill('SIGSTOP'), () => redis.kill('SIGCONT')],
  killed: [() => redis.kill('SIGKILL'), startRedis],
  full: [
    () => command('config set maxmemory-policy noeviction').then(() => command('config set maxmemory 1')),
    () => command('config set maxmemory 0'),
  ],
  slow: [
    () => (onAnswer = (chunk, socket) => setTimeout(() => socket.write(chunk), 200)),
    () => (onAnswer = passOn),
  ],
  garbage: [
    () => (onAnswer = (_chunk, socket) => socket.write('!?garbage\r\n$-7\r\n')),
    () => (onAnswer = passOn),
  ],
};
// Without a store every answer is Onebox's: what is left is what the sick store adds to that.
const missing = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '0' });
const missingClient = new Client(missing.origin, 200, 100);
await load(missingClient, { perSecond, durationMs: 3000 });

const results = [];
for (const [name, [start, end]] of Object.entries(sicknesses)) {
  await start();
  // Side by side, so that whatever else the machine does happens to both.
  const [sick, well] = await Promise.all(
    [client, missingClient].map((one) => load(one, { perSecond, durationMs })),
  );
  await end();
  await wait(3000);
  const attemptsBefore = onebox.attempts;
  const healed = await load(client, { perSecond, durationMs: 3000 });
  const share = (onebox.attempts - attemptsBefore) / healed.asked;
  const later = sick.p99Ms - well.p99Ms;
  results.push(
    report(
      `a store that is ${name}`,
      `p99 ${sick.p99Ms} ms, without a store ${well.p99Ms} ms; ${JSON.stringify(sick.outcomes)}`,
      'no errors, at most 30 ms later',
      later <= 30 && sick.outcomes.ok === sick.asked,
    ),
    report(
      'afterwards',
      `${(100 * share).toFixed(0)} % of the requests reach Onebox`,
      'below 60 %, without a restart',
      share < 0.6 && healed.outcomes.ok === healed.asked,
    ),
  );
}
await client.close();
await missingClient.close();
for (const { process: child } of [gateway, missing]) child.kill('SIGKILL');
redis.kill('SIGKILL');
proxy.close();
await onebox.close();
process.exitCode = results.every(Boolean) ? 0 : 1;
