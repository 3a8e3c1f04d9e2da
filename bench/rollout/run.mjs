/**
 * Three replicas with one store behind HAProxy, under load, as deploy/compose.yaml has them: each restarted in turn, one killed,
 * the store replaced, and wrong sign-ins from many addresses: `npm run bench:rollout`. Linux, with haproxy and redis-server.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

import { ask, everyCore, file, start } from '../processes.mjs';
import { freePort, report, startGateway } from '../resilience/parts.mjs';
import { startProxy } from './proxy.mjs';
import { signInsLockNobodyElseOut } from './sign-ins.mjs';

const perSecond = Number(process.env.PER_SECOND ?? 200);
const settleMs = 3000;

const onebox = start(everyCore, [file('rollout/onebox.mjs')]);
const { origin: oneboxOrigin } = await ask(onebox);
const redisPort = await freePort();
let redis;
function startRedis() {
  const options = ['--port', redisPort, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  redis = spawn('redis-server', options.map(String), { stdio: 'ignore' });
}
startRedis();

const ports = [await freePort(), await freePort(), await freePort()];
const startReplica = (port) =>
  startGateway(
    oneboxOrigin,
    {
      PORT: String(port),
      TRUST_PROXY: '127.0.0.1',
      SHUTDOWN_DELAY_MS: '8000',
      CACHE_TTL_SECONDS: '2',
      CACHE_URL: `redis://127.0.0.1:${redisPort}`,
      CACHE_SECRET: 'a secret of at least thirty-two characters',
    },
    [],
    everyCore,
  );
const replicas = [];
for (const port of ports) replicas.push(await startReplica(port));
const proxy = await startProxy(await freePort(), ports);

/** Asks through the proxy while something happens. Gives what came of the requests. */
async function underLoad(happens) {
  const clients = start(everyCore, [file('rollout/clients.mjs')]);
  clients.send({ origin: proxy.origin, perSecond });
  await wait(settleMs);
  await happens();
  await wait(settleMs);
  const [outcomes] = await Promise.all([once(clients, 'message'), clients.send('end')]);
  clients.kill();
  return outcomes[0];
}

const countOf = (outcomes) => Object.values(outcomes).reduce((sum, count) => sum + count, 0);
const failedOf = (outcomes) => countOf(outcomes) - (outcomes.ok ?? 0);
const textOf = ({ POST, GET }) =>
  `${failedOf(POST)} of ${countOf(POST)} POST, ${failedOf(GET)} of ${countOf(GET)} GET ${JSON.stringify({ POST, GET })}`;

const results = [];
const exitCodes = [];
const restarts = await underLoad(async () => {
  for (const [index, port] of ports.entries()) {
    replicas[index].process.kill('SIGTERM');
    exitCodes.push(await replicas[index].ended);
    replicas[index] = await startReplica(port);
    // The proxy has seen that it is ready.
    await wait(2000);
  }
});
results.push(
  report(
    'requests that failed over a rolling restart of all three',
    `${textOf(restarts)}, exit codes ${exitCodes}`,
    '0',
    failedOf(restarts.POST) + failedOf(restarts.GET) === 0 && exitCodes.every((code) => code === 0),
  ),
);

const kill = await underLoad(async () => {
  replicas[0].process.kill('SIGKILL');
  await replicas[0].ended;
  await wait(5000);
  replicas[0] = await startReplica(ports[0]);
  await wait(2000);
});
// In flight there: a third of what is asked in the 20 ms of Onebox, with room for a busy machine.
const mostInFlight = perSecond / 10;
results.push(
  report(
    'requests that failed when one of three was killed',
    textOf(kill),
    `GET 0, POST only those in flight there (at most ${mostInFlight})`,
    failedOf(kill.GET) === 0 && failedOf(kill.POST) <= mostInFlight,
  ),
);

const store = await underLoad(async () => {
  redis.kill('SIGKILL');
  await once(redis, 'exit');
  await wait(5000);
  startRedis();
  await wait(5000);
});
results.push(
  report(
    'requests that failed when the store was killed, and replaced by an empty one after 5 s',
    textOf(store),
    '0',
    failedOf(store.POST) + failedOf(store.GET) === 0,
  ),
);

results.push(await signInsLockNobodyElseOut(proxy.origin));
process.stdout.write(`what HAProxy logged of cut requests: ${JSON.stringify(proxy.terminations)}\n`);

proxy.stop();
redis.kill('SIGKILL');
onebox.kill('SIGKILL');
for (const replica of replicas) replica.process.kill('SIGKILL');
process.exitCode = results.every(Boolean) ? 0 : 1;
