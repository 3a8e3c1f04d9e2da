import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What operators can see of the gateway, and how its parts tell of it. Labels have few values, and none is a caller's. */
export interface Metrics {
  registry: Registry;
  httpRequests: Counter<'status'>;
  operations: Counter<'operation' | 'outcome'>;
  operationSeconds: Histogram<'outcome'>;
  errors: Counter<'code' | 'reason'>;
  upstreamCalls: Histogram<'endpoint' | 'outcome'>;
  cacheLooks: Counter<'outcome'>;
  cacheStoreFaults: Counter<'operation' | 'fault'>;
  fastPathFallbacks: Counter<'reason'>;
  requestsShed: Counter<'bound'>;
  responseBytes: Gauge;
  unhandledRejections: Counter;
}

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15];

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
    operations: new Counter({
      name: 'gateway_operations_total',
      help: 'GraphQL operations answered, by name (other: not one of the first hundred; none: it has no name) and outcome.',
      labelNames: ['operation', 'outcome'],
      registers: [registry],
    }),
    operationSeconds: new Histogram({
      name: 'gateway_operation_duration_seconds',
      help: 'How long operations took, from the first byte of the request to the last of the answer.',
      labelNames: ['outcome'],
      buckets: secondsBuckets,
      registers: [registry],
    }),
    errors: new Counter({
      name: 'gateway_errors_total',
      help: 'Errors in answers, by code and reason.',
      labelNames: ['code', 'reason'],
      registers: [registry],
    }),
    upstreamCalls: new Histogram({
      name: 'gateway_upstream_call_duration_seconds',
      help: 'How long attempts to call Onebox took, by endpoint and outcome.',
      labelNames: ['endpoint', 'outcome'],
      buckets: secondsBuckets,
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
    fastPathFallbacks: new Counter({
      name: 'gateway_fast_path_fallbacks_total',
      help: 'Operations answered before that graphql-js answered again, by reason: not-compiled, variables, body, onebox-error or bug.',
      labelNames: ['reason'],
      registers: [registry],
    }),
    requestsShed: new Counter({
      name: 'gateway_requests_shed_total',
      help: 'HTTP requests refused because there is too much to do, by the bound that they met, and connections dropped.',
      labelNames: ['bound'],
      registers: [registry],
    }),
    responseBytes: new Gauge({
      name: 'gateway_response_bytes',
      help: 'Bytes of long responses that are being sent, whether or not their clients read them.',
      registers: [registry],
    }),
    unhandledRejections: new Counter({
      name: 'gateway_unhandled_rejections_total',
      help: 'Mistakes of the gateway that nobody was waiting for: see the log.',
      registers: [registry],
    }),
  };
}
