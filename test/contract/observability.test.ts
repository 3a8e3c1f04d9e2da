import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { createMetrics } from '../../src/server/telemetry/metrics/metrics';
import { listMetrics } from '../../src/server/telemetry/metrics/metrics-list';

const read = (path: string): string => readFileSync(join(__dirname, '..', '..', path), 'utf8');

interface Alert {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook_url: string };
}

const { groups } = parse(read('deploy/observe/alerts.yaml')) as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const dashboard = JSON.parse(read('deploy/observe/dashboard.json')) as {
  panels: { title: string; targets: { expr: string; legendFormat: string }[] }[];
  templating: { list: { name: string }[] };
};
const queries = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

/** What Prometheus adds by itself. */
const labelsOfPrometheus = ['instance', 'job', 'le'];

const names = (text: string): string[] => [...text.matchAll(/[a-z]\w*/gi)].map(([name]) => name);

/** The metrics that a query reads, and the labels that it names. */
function partsOf(expr: string): { metrics: string[]; labels: string[] } {
  const metrics = [...expr.matchAll(/\b((?:gateway|nodejs|process)_\w+|up)\b/g)].map(([, name = '']) => name);
  const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => names(list));
  const matched = [...expr.matchAll(/(\w+)=~?"/g)].map(([, name = '']) => name);
  return { metrics, labels: [...grouped, ...matched] };
}

describe('the dashboard and the alerts', () => {
  it.each(queries)('use existing metrics and labels: %s', async (_, expr) => {
    const ours = await listMetrics();
    const processMetrics = (await createMetrics('1.2.3').registry.getMetricsAsJSON()).map(({ name }) => name);
    const { metrics, labels } = partsOf(expr);
    expect(metrics).not.toEqual([]);
    for (const name of metrics) {
      const bare = name.replace(/_(?:bucket|count)$/, '');
      expect([...ours.map((metric) => metric.name), ...processMetrics, 'up']).toContain(bare);
    }
    const known = ours.filter(({ name }) => metrics.some((one) => one.startsWith(name)));
    for (const label of labels) {
      expect([...known.flatMap((metric) => metric.labels), ...labelsOfPrometheus]).toContain(label);
    }
  });

  it('show every metric of the gateway', async () => {
    const read = queries.flatMap(([, expr]) => partsOf(expr).metrics);
    const unread = (await listMetrics()).filter(({ name }) => !read.some((one) => one.startsWith(name)));
    expect(unread.map(({ name }) => name)).toEqual([]);
  });

  it('have legends with labels that the query returns', () => {
    for (const { targets } of dashboard.panels) {
      for (const { expr, legendFormat } of targets) {
        const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);
        expect(partsOf(expr).labels).toEqual(expect.arrayContaining(named));
      }
    }
  });
});

describe('the dashboard', () => {
  it('selects job and instance by its variables in every query', () => {
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'job', 'instance']);
    for (const { expr } of dashboard.panels.flatMap(({ targets }) => targets)) {
      const selected = expr.replaceAll('{job=~"$job",instance=~"$instance"}', '{}');
      const { metrics } = partsOf(expr);
      expect(selected.match(/\b\w+\{\}/g)).toHaveLength(metrics.length);
    }
  });
});

describe('the alert rules', () => {
  const cases = readdirSync(join(__dirname, '..', 'alerts')).flatMap((file) => {
    const { tests } = parse(read(`test/alerts/${file}`)) as { tests: { name: string }[] };
    return tests.map(({ name }) => name);
  });

  it.each(alerts.map(({ alert }) => alert))(
    '%s has a case in which it fires, and one in which not',
    (alert) => {
      const [fires, firesNot] = [`${alert} fires `, `${alert} does not fire `];
      expect(cases.filter((name) => name.startsWith(fires))).not.toEqual([]);
      expect(cases.filter((name) => name.startsWith(firesNot))).not.toEqual([]);
    },
  );
});

describe('the runbook', () => {
  it.each(alerts)('is linked by the alert $alert', ({ alert, annotations }) => {
    expect(annotations.runbook_url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
  });

  it('has exactly one entry for every alert', () => {
    const entries = [...read('docs/runbook.md').matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(entries).toEqual(alerts.map(({ alert }) => alert));
  });

  it('names only panels of the dashboard', () => {
    const titles = dashboard.panels.map(({ title }) => title);
    const named = [...read('docs/runbook.md').matchAll(/"([A-Z][^"]+)"/g)].map(([, title = '']) => title);
    expect(named).not.toEqual([]);
    for (const title of named) expect(titles.filter((one) => one.startsWith(title))).not.toEqual([]);
  });
});
