import { type Metric } from 'prom-client';
import { pino } from 'pino';

import { createMetrics } from './metrics';
import { observeUpstream } from './upstream-metrics';

/** A metric of the gateway, as the documentation lists it. */
export interface ListedMetric {
  name: string;
  type: string;
  labels: readonly string[];
  help: string;
}

/** Lists the metrics of the gateway by name, without those that prom-client adds for Node.js and the process. */
export async function listMetrics(): Promise<ListedMetric[]> {
  const metrics = createMetrics('');
  observeUpstream(metrics, pino({ level: 'silent' }), () => ({
    inFlight: 0,
    queued: 0,
    openCallers: 0,
    bodyBytes: 0,
  }));
  const { registry } = metrics;
  const all = await registry.getMetricsAsJSON();
  return all
    .filter(({ name }) => name.startsWith('gateway_'))
    .map(({ name, type, help }) => ({
      name,
      type: String(type),
      help,
      labels: labelsOf(registry.getSingleMetric(name)),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

// Every metric of prom-client has them, but its types do not.
function labelsOf(metric: Metric | undefined): readonly string[] {
  return (metric as { labelNames?: readonly string[] } | undefined)?.labelNames ?? [];
}
