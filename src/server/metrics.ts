import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

/** What operators can see of the gateway, and how its parts tell of it. Labels have few values, and none is a caller's. */
export interface Metrics {
  registry: Registry;
  httpRequests: Counter<'status'>;
}

/** Makes the metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    httpRequests: new Counter({
      name: 'gateway_http_requests_total',
      help: 'HTTP requests answered, by status.',
      labelNames: ['status'],
      registers: [registry],
    }),
  };
}
