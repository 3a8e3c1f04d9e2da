/** A real Prometheus, on PATH or at PROMETHEUS=/path/to/it, that scrapes gateways on this machine. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { file } from './processes.mjs';
import { freePort } from './resilience/parts.mjs';

/** The alert rules of deploy/observe. */
export const alertRules = readFileSync(file('../deploy/observe/alerts.yaml'), 'utf8');

const { panels } = JSON.parse(readFileSync(file('../deploy/observe/dashboard.json'), 'utf8'));

/** The queries of the dashboard for all jobs and instances, with `window` as their interval. */
export const dashboardQueries = (window) =>
  panels.flatMap(({ title, targets }) =>
    targets.map(({ expr, legendFormat }) => ({
      title,
      legendFormat,
      query: expr.replaceAll('$__rate_interval', window).replaceAll(/\$(?:job|instance)\b/g, '.+'),
    })),
  );

/** Starts Prometheus with `rules`, to scrape and evaluate every `intervalSeconds`, and waits until it is ready. */
export async function startPrometheus({ targets, rules, intervalSeconds }) {
  const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
  const path = (name) => join(folder, name);
  const port = await freePort();
  const setTargets = (some) => {
    // Prometheus watches the file: it must never read half of it.
    writeFileSync(path('new.json'), JSON.stringify([{ targets: some }]));
    renameSync(path('new.json'), path('targets.json'));
  };
  setTargets(targets);
  writeFileSync(path('alerts.yaml'), rules);
  writeFileSync(
    path('prometheus.yaml'),
    `global: { scrape_interval: ${intervalSeconds}s, evaluation_interval: ${intervalSeconds}s }
rule_files: [${path('alerts.yaml')}]
scrape_configs:
  - job_name: onebox-gateway
    file_sd_configs: [{ files: [${path('targets.json')}] }]
`,
  );
  const child = spawn(
    process.env.PROMETHEUS ?? 'prometheus',
    [
      `--config.file=${path('prometheus.yaml')}`,
      `--storage.tsdb.path=${path('data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--log.level=error',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const origin = `http://127.0.0.1:${port}`;
  const ask = async (endpoint, parameters = {}) => {
    const url = new URL(`${origin}/api/v1/${endpoint}`);
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    const response = await fetch(url);
    const { status, data, error } = await response.json();
    if (status !== 'success') throw new Error(`${parameters.query}: ${error}`);
    return data;
  };
  for (;;) {
    if (child.exitCode !== null) throw new Error('Prometheus did not start.');
    const isReady = await fetch(`${origin}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    setTargets,
    query: async (query) => (await ask('query', { query })).result,
    alerts: async () => (await ask('alerts')).alerts,
    close: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
