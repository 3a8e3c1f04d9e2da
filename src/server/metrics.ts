import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

/** What operators can see of the gateway, and how its parts tell of it. Labels have few values, and none is a caller's. */
export interface Metrics {
  registry: Registry;
  httpRequests: Counter<'status'>;
  cacheLooks: Counter<'outcome'>;
  cacheStoreFaults: Counter<'operation' | 'fault'>;
  requestsShed: Counter<'bound'>;
  unhandledRejections: Counter;
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
    cacheLooks: new Counter({
      name: 'gateway_cache_looks_total',
      help: 'Looks into the cache: hit, miss, or refused, which is an entry that somebody has altered or moved.',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    cacheStoreFaults: new Counter({
      name: 'gateway_cache_store_faults_total',
      help: 'Calls to the store of the cache that went wrong: timeout, error, or skipped after others went wrong.',
      labelNames: ['operation', 'fault'],
      registers: [registry],
    }),
    requestsShed: new Counter({
      name: 'gateway_requests_shed_total',
      help: 'HTTP requests refused because there is too much to do, by the bound that they met.',
      labelNames: ['bound'],
      registers: [registry],
    }),
    unhandledRejections: new Counter({
      name: 'gateway_unhandled_rejections_total',
      help: 'Mistakes of the gateway that nobody was waiting for: see the log.',
      registers: [registry],
    }),
  };
}
