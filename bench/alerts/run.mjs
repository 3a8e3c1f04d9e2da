/**
 * Measures how soon the alerts fire: a real Prometheus scrapes three replicas every 5 s, with the rules of deploy/observe as
 * they are. Each event is the first of its kind. Takes about four minutes. It fails when an alert does not fire, when
 * another one does, or when a panel of the dashboard has no data on a fresh process.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { failingSessions } from '../../dist/sandbox/failures/failing-sessions.js';
import { startSandbox } from '../../dist/sandbox/sandbox.js';
import { file } from '../processes.mjs';
import { alertRules, dashboardQueries, startPrometheus } from '../prometheus.mjs';
import { freePort } from '../resilience/parts.mjs';

const intervalSeconds = 5;
const timeoutMs = 120_000;
const query = readFileSync(file('../schema/operations/instagram-session.graphql'), 'utf8');
const goodSession =
  'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';

const sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
const failing = (name) => failingSessions.find((session) => session.name === name).sessionId;

const responds = (url) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

async function startReplica() {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [file('../dist/main.js')], {
    env: {
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      ONEBOX_API_URL: sandbox.origin,
      SHUTDOWN_DELAY_MS: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const replica = { child, origin: `http://127.0.0.1:${port}`, target: `127.0.0.1:${metricsPort}` };
  while (!(await responds(`${replica.origin}/readyz`))) {
    if (child.exitCode !== null) throw new Error('A replica did not start.');
    await wait(50);
  }
  return replica;
}

const read = ({ origin }, id) =>
  fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sandbox.issueToken()}` },
    body: JSON.stringify({ query, variables: { id } }),
  }).then((response) => response.text());

const replicas = await Promise.all([startReplica(), startReplica(), startReplica()]);
const prometheus = await startPrometheus({
  targets: replicas.map(({ target }) => target),
  rules: alertRules,
  intervalSeconds,
});

const fired = new Set();
const newlyFiring = async () =>
  (await prometheus.alerts())
    .filter(({ state, labels }) => state === 'firing' && !fired.has(`${labels.alertname} ${labels.instance}`))
    .map(({ labels }) => labels);

let failed = false;
const rows = [];

/** Lets something happen, and waits until the first alert fires. */
async function play(event, expected, happen) {
  const startedAtMs = performance.now();
  await happen();
  let alerts = [];
  while (alerts.length === 0 && performance.now() - startedAtMs < timeoutMs) {
    await wait(100);
    alerts = await newlyFiring();
  }
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  const names = alerts.map(({ alertname }) => alertname).join(', ');
  for (const { alertname, instance } of alerts) fired.add(`${alertname} ${instance}`);
  rows.push(
    `| ${event} | ${names || 'none'} | ${alerts.length > 0 ? `${seconds} s` : `not in ${timeoutMs / 1000} s`} |`,
  );
  failed ||= names !== expected;
}

async function checkPanels() {
  for (const { title, query } of dashboardQueries(`${4 * intervalSeconds}s`)) {
    const values = (await prometheus.query(query)).map(({ value }) => Number(value[1]));
    if (values.length > 0 && !values.some(Number.isNaN)) continue;
    console.log(`No data on a fresh process: ${title}: ${query}`);
    failed = true;
  }
}

let loading;
try {
  while ((await prometheus.query('count(rate(process_cpu_seconds_total[20s]))'))[0]?.value[1] !== '3')
    await wait(500);
  await checkPanels();
  loading = setInterval(() => {
    for (const replica of replicas) read(replica, goodSession).catch(() => undefined);
  }, 500);
  await wait(2 * intervalSeconds * 1000);
  failed ||= (await newlyFiring()).length > 0;
  await play('first response of Onebox that breaks its contract', 'OneboxContractBroken', () =>
    read(replicas[0], failing('html')),
  );
  await play('first exhausted quota', 'OneboxQuotaExhausted', () => read(replicas[1], failing('over-quota')));
  await play('one of three replicas is killed', 'GatewayDown', () => replicas[2].child.kill('SIGKILL'));
  await play('service discovery loses all targets', 'GatewayDown', () => prometheus.setTargets([]));
} finally {
  clearInterval(loading);
  for (const { child } of replicas) child.kill('SIGTERM');
  await prometheus.close();
  await sandbox.close();
}
console.log(`| event | alert | fires after |\n| --- | --- | --- |\n${rows.join('\n')}`);
process.exitCode = failed ? 1 : 0;
