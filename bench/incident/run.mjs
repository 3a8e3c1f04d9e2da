/**
 * Plays an incident: Onebox well, slow, down, and well again, under load, against this machine alone. A real Prometheus
 * (on PATH, or PROMETHEUS=/path/to/it) scrapes the gateway; after each act the dashboard's queries and the alerts are
 * read from it, with shorter windows. Takes about three minutes. Options: --seconds=40, of each act.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const root = join(import.meta.dirname, '..', '..');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '40' } } });
const actSeconds = Number(values.seconds);
const requestsPerSecond = 40;
const ports = Object.fromEntries(
  await Promise.all(
    ['gateway', 'metrics', 'onebox', 'prometheus'].map(async (name) => [name, await freePort()]),
  ),
);
const windowSeconds = 15;

const session = readFileSync(join(root, 'test/fixtures/wire/session.200.json'), 'utf8');
const sessionId =
  'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';
const query = readFileSync(join(root, 'schema/operations/instagram-session.graphql'), 'utf8');

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

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
  text
    .replace(/\[(\d+m|\$__rate_interval)\]/g, `[${windowSeconds}s]`)
    .replaceAll(/\$(job|instance)\b/g, '.+')
    .replace(/for: \d+[ms]\b/g, 'for: 5s');

function startPrometheus() {
  const folder = mkdtempSync(join(tmpdir(), 'incident-'));
  writeFileSync(
    join(folder, 'alerts.yaml'),
    shortened(readFileSync(join(root, 'deploy/observe/alerts.yaml'), 'utf8')),
  );
  writeFileSync(
    join(folder, 'prometheus.yaml'),
    `global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: [${join(folder, 'alerts.yaml')}]
scrape_configs:
  - job_name: onebox-gateway
    static_configs: [{ targets: ['127.0.0.1:${ports.metrics}'] }]
`,
  );
  return spawn(
    process.env['PROMETHEUS'] ?? 'prometheus',
    [
      `--config.file=${join(folder, 'prometheus.yaml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${ports.prometheus}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
}

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

async function ask(path, parameters = {}) {
  const url = new URL(`http://127.0.0.1:${ports.prometheus}/api/v1/${path}`);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const response = await fetch(url);
  const { status, data, error } = await response.json();
  if (status !== 'success') throw new Error(`${parameters.query}: ${error}`);
  return data;
}

const dashboard = JSON.parse(readFileSync(join(root, 'deploy/observe/dashboard.json'), 'utf8'));

async function tell(act, log) {
  console.log(`\n## Onebox is ${act}\n`);
  for (const { title, targets } of dashboard.panels) {
    const parts = [];
    for (const { expr, legendFormat } of targets) {
      for (const { metric, value } of (await ask('query', { query: shortened(expr) })).result) {
        const legend = legendFormat.replace(/\{\{(\w+)\}\}/g, (_, label) => metric[label] ?? '');
        if (Number(value[1]) > 0) parts.push(`${legend} ${Number(Number(value[1]).toPrecision(3))}`);
      }
    }
    if (parts.length > 0) console.log(`- ${title}: ${parts.join('; ')}`);
  }
  const { alerts } = await ask('alerts');
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
const prometheus = startPrometheus();
const gateway = startGateway();
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
  prometheus.kill();
  onebox.close();
  onebox.closeAllConnections();
}
process.exitCode = failed ? 1 : 0;
