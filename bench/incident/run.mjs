/**
 * Plays an incident: Onebox well, slow, down, and well again, under load, against this machine alone. A real Prometheus
 * (on PATH, or PROMETHEUS=/path/to/it) scrapes the gateway; after each act the dashboard's queries and the alerts are
 * read from it, with shorter windows. Takes about three minutes. Options: --seconds=40, of each act.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { alertRules, dashboardQueries, startPrometheus } from '../prometheus.mjs';
import { freePort } from '../resilience/parts.mjs';

const root = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '40' } } });
const actSeconds = Number(values.seconds);
const requestsPerSecond = 40;
const ports = Object.fromEntries(
  await Promise.all(['gateway', 'metrics', 'onebox'].map(async (name) => [name, await freePort()])),
);
const windowSeconds = 15;

const session = readFileSync(join(root, 'test/fixtures/wire/session.200.json'), 'utf8');
const sessionId =
  'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';
const query = readFileSync(join(root, 'schema/operations/instagram-session.graphql'), 'utf8');

/** Onebox, whose mood is changed from act to act. */
let mood = 'well';
const onebox = createServer((request, response) => {
  if (mood === 'down') {
    request.socket.destroy();
    return;
  }
  setTimeout(
    () => response.writeHead(200, { 'content-type': 'application/json' }).end(session),
    mood === 'slow' ? 2500 : 20,
  );
});

/** Shorter windows and waits than in production, so that an act of seconds shows in them. */
const shortened = (text) =>
  text.replace(/\[\d+m\]/g, `[${windowSeconds}s]`).replace(/for: \d+[ms]\b/g, 'for: 5s');

function startGateway() {
  const child = spawn(process.execPath, [join(root, 'dist/main.js')], {
    env: {
      PORT: String(ports.gateway),
      METRICS_PORT: String(ports.metrics),
      ONEBOX_API_URL: `http://127.0.0.1:${ports.onebox}`,
      CACHE_TTL_SECONDS: '2',
      SHUTDOWN_DELAY_MS: '0',
      RATE_LIMIT_CALLER: '1000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  child.stdout.on('data', (text) => {
    log += String(text);
  });
  return { child, takeLog: () => [log, (log = '')][0] };
}

async function load(untilMs) {
  const running = new Set();
  for (let i = 0; Date.now() < untilMs; i += 1) {
    const request = fetch(`http://127.0.0.1:${ports.gateway}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer caller-${i % 60}` },
      body: JSON.stringify({ query, variables: { id: sessionId } }),
    })
      .then((response) => response.text())
      .catch(() => undefined)
      .finally(() => running.delete(request));
    running.add(request);
    await sleep(1000 / requestsPerSecond);
  }
  await Promise.all(running);
}

async function tell(act, log) {
  console.log(`\n## Onebox is ${act}\n`);
  const parts = new Map();
  for (const { title, legendFormat, query } of dashboardQueries(`${windowSeconds}s`)) {
    for (const { metric, value } of await prometheus.query(query)) {
      const legend = legendFormat.replace(/\{\{(\w+)\}\}/g, (_, label) => metric[label] ?? '');
      if (Number(value[1]) === 0) continue;
      parts.set(title, [...(parts.get(title) ?? []), `${legend} ${Number(Number(value[1]).toPrecision(3))}`]);
    }
  }
  for (const [title, some] of parts) console.log(`- ${title}: ${some.join('; ')}`);
  const alerts = await prometheus.alerts();
  console.log(
    `- Alerts: ${alerts.map(({ labels, state }) => `${labels.alertname} (${state})`).join(', ') || 'none'}`,
  );
  const lines = log.split('\n').filter((line) => line !== '');
  const counts = new Map();
  for (const line of lines) {
    const { msg, outcome, codes = [] } = JSON.parse(line);
    const kind = [msg, outcome, ...codes].filter(Boolean).join(' ');
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  console.log(`- Log: ${[...counts].map(([kind, count]) => `${count} × ${kind}`).join('; ')}`);
  return alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels.alertname);
}

const expected = {
  well: [],
  slow: ['OneboxLatencyHigh'],
  down: ['OneboxCircuitOpen'],
  'well again': [],
};

onebox.listen(ports.onebox, '127.0.0.1');
const gateway = startGateway();
const prometheus = await startPrometheus({
  targets: [`127.0.0.1:${ports.metrics}`],
  rules: shortened(alertRules),
  intervalSeconds: 1,
});
let failed = false;
try {
  await sleep(3000);
  for (const [act, alerts] of Object.entries(expected)) {
    mood = act.split(' ')[0];
    await load(Date.now() + actSeconds * 1000);
    const firing = await tell(act, gateway.takeLog());
    const missing = alerts.filter((name) => !firing.includes(name));
    const isWrong = missing.length > 0 || (alerts.length === 0 && firing.length > 0);
    if (isWrong) console.log(`- NOT AS IT SHOULD BE: expected ${alerts.join(', ') || 'no alert'}`);
    failed ||= isWrong;
  }
} finally {
  gateway.child.kill('SIGTERM');
  await prometheus.close();
  onebox.close();
  onebox.closeAllConnections();
}
process.exitCode = failed ? 1 : 0;
