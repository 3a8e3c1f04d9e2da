import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import { lookupOutcomes } from '../../../cache/caller-cache';
import { storeOperations } from '../../../cache/cache-store';
import { storeErrorReasons } from '../../../cache/guarded-store';
import { errorCatalog } from '../../../graphql/errors/error-codes';
import { endpoints } from '../../../onebox/client/call-observer';
import { type EventCounter } from './event-counter';
import { combinations, counter } from './initial-series';
import { type FastPathFallback } from '../../../graphql/execution/fallback';
import { shedBounds } from '../../load/load-shedding';
import { noClient, otherClient } from '../client-software';
import { knownOperationNames } from '../operation-names';
import { cancelledStatus, operationOutcomes } from '../operation-outcome';

/** The metrics of the gateway. Labels have few values, and no data of callers. */
export interface Metrics {
  registry: Registry;
  httpRequests: EventCounter<'status'>;
  operations: EventCounter<'operation' | 'outcome'>;
  operationSeconds: Histogram<'outcome'>;
  clientOperations: EventCounter<'client' | 'version' | 'outcome'>;
  errors: EventCounter<'code' | 'reason'>;
  upstreamCalls: Histogram<'endpoint' | 'outcome'>;
  cacheLookups: EventCounter<'outcome'>;
  cacheStoreErrors: EventCounter<'operation' | 'reason'>;
  fastPathFallbacks: EventCounter<'reason'>;
  requestsShed: EventCounter<'bound'>;
  responseBytes: Gauge;
  unhandledRejections: Counter;
}

const secondsBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 15];
const statuses = [200, 204, 400, 404, 405, 408, 413, 415, 429, 431, cancelledStatus, 500, 503];
const fastPathFallbacks = Object.keys({
  'not-compiled': true,
  variables: true,
  body: true,
  'onebox-error': true,
  bug: true,
} satisfies Record<FastPathFallback, true>);
// A series has 16 buckets, so only outcomes whose duration is of Onebox are initialised.
const timedOutcomes = ['ok', 'timeout', 'unreachable', 'failed'];

/** Creates the metrics of this process, with initial series for these operation names. */
export function createMetrics(version: string, operationNames = knownOperationNames()): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const operationSeconds = new Histogram({
    name: 'gateway_operation_duration_seconds',
    help: 'Duration of operations, from the first byte of the request to the last byte of the response.',
    labelNames: ['outcome'],
    buckets: secondsBuckets,
    registers,
  });
  for (const outcome of operationOutcomes) operationSeconds.zero({ outcome });
  const upstreamCalls = new Histogram({
    name: 'gateway_upstream_call_duration_seconds',
    help: 'Duration of attempts to call Onebox, by endpoint and outcome.',
    labelNames: ['endpoint', 'outcome'],
    buckets: secondsBuckets,
    registers,
  });
  for (const labels of combinations({ endpoint: endpoints, outcome: timedOutcomes })) {
    upstreamCalls.zero(labels);
  }
  new Gauge({
    name: 'gateway_build_info',
    help: 'Always 1: the versions of the gateway and of Node.js are labels.',
    labelNames: ['version', 'node'],
    registers,
  }).set({ version, node: process.versions.node }, 1);
  return {
    registry,
    operationSeconds,
    upstreamCalls,
    httpRequests: counter(registry, {
      name: 'gateway_http_requests_total',
      help: 'HTTP requests but health checks, by the status of the response (499: the client did not wait for it).',
      series: combinations({ status: statuses }),
    }),
    operations: counter(registry, {
      name: 'gateway_operations_total',
      help: 'GraphQL operations, by name (other: not one of the first hundred of accepted callers; none: it has no name) and outcome.',
      series: combinations({ operation: [...operationNames], outcome: operationOutcomes }),
    }),
    clientOperations: counter(registry, {
      name: 'gateway_client_operations_total',
      help: 'GraphQL operations, by the name and version of the client (other: not one of the first fifty of accepted callers) and outcome.',
      series: [noClient, otherClient].flatMap(({ name, version }) =>
        operationOutcomes.map((outcome) => ({ client: name, version, outcome })),
      ),
    }),
    errors: counter(registry, {
      name: 'gateway_errors_total',
      help: 'GraphQL errors in responses, by code and reason.',
      series: errorCatalog.map(({ code, reason = 'none' }) => ({ code, reason })),
    }),
    cacheLookups: counter(registry, {
      name: 'gateway_cache_lookups_total',
      help: 'Cache lookups, by outcome: hit, miss, or rejected (an entry that was tampered with or moved).',
      series: combinations({ outcome: lookupOutcomes }),
    }),
    cacheStoreErrors: counter(registry, {
      name: 'gateway_cache_store_errors_total',
      help: 'Calls to the cache store without a result, by reason: timeout, error, or skipped (after other errors).',
      series: combinations({ operation: storeOperations, reason: storeErrorReasons }),
    }),
    fastPathFallbacks: counter(registry, {
      name: 'gateway_fast_path_fallbacks_total',
      help: 'Known operations that graphql-js executed again, by reason: not-compiled, variables, body, onebox-error or bug.',
      series: combinations({ reason: fastPathFallbacks }),
    }),
    requestsShed: counter(registry, {
      name: 'gateway_requests_shed_total',
      help: 'HTTP requests rejected by load shedding and connections dropped, by the bound that was exceeded.',
      series: combinations({ bound: shedBounds }),
    }),
    responseBytes: new Gauge({
      name: 'gateway_response_bytes',
      help: 'Bytes of long responses that are being sent, whether or not their clients read them.',
      registers,
    }),
    unhandledRejections: new Counter({
      name: 'gateway_unhandled_rejections_total',
      help: 'Promise rejections that no code handled: see the log.',
      registers,
    }),
  };
}
