import { Counter, Gauge } from 'prom-client';
import { type Logger } from 'pino';

import { callOutcomes } from '../../../onebox/client/call-observer';
import { upstreamBounds, type UpstreamObserver } from '../../../onebox/client/upstream-options';
import { combinations, counter } from './initial-series';
import { type Metrics } from './metrics';

const circuitValues = { closed: 0, 'half-open': 1, open: 2 };
const circuitMessages = {
  closed: 'The circuit is closed: Onebox responds again',
  'half-open': 'The circuit is half-open: one call tries Onebox',
  open: 'The circuit is open: Onebox fails, and is not called for a while',
};

const loadGauges = [
  ['inFlight', 'gateway_upstream_in_flight', 'Calls to Onebox in flight.'],
  ['queued', 'gateway_upstream_queued', 'Calls to Onebox in the queue.'],
  [
    'openCallers',
    'gateway_upstream_open_caller_circuits',
    'Callers whose own circuit breaker is open or half-open, since their own calls to Onebox failed.',
  ],
  [
    'bodyBytes',
    'gateway_upstream_body_bytes',
    'Bytes of response bodies of Onebox that are being received, or that running operations hold.',
  ],
] as const;

/** The calls to Onebox at this moment. */
export type UpstreamLoad = Record<(typeof loadGauges)[number][0], number>;

/** Measures the calls to Onebox, and logs each change of the circuit breaker. */
export function observeUpstream(
  { registry }: Metrics,
  logger: Logger,
  load: () => UpstreamLoad,
): UpstreamObserver {
  const registers = [registry];
  const attempts = counter(registry, {
    name: 'gateway_upstream_attempts_total',
    help: 'Attempts to call Onebox, by outcome: ok, cancelled, the kind of error, or unexpected. circuit-open: not made.',
    series: combinations({ outcome: callOutcomes }),
  });
  const retries = new Counter({
    name: 'gateway_upstream_retries_total',
    help: 'Retries of reads.',
    registers,
  });
  const shed = counter(registry, {
    name: 'gateway_upstream_shed_total',
    help: 'Calls to Onebox rejected, by bound: calls (queue full, or waited too long), caller-calls (the same in the share of one caller), body-bytes (memory).',
    series: combinations({ bound: upstreamBounds }),
  });
  const circuit = new Gauge({
    name: 'gateway_upstream_circuit_breaker_state',
    help: 'State of the circuit breaker of all callers: 0 closed, 1 half-open, 2 open.',
    registers,
  });
  for (const [value, name, help] of loadGauges) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(load()[value]);
      },
    });
  }
  return {
    onAttempt: (outcome) => {
      attempts.inc({ outcome });
    },
    onRetry: () => {
      retries.inc();
    },
    onShed: (bound) => {
      shed.inc({ bound });
    },
    onCircuit: (state) => {
      circuit.set(circuitValues[state]);
      logger.warn({ circuit: state }, circuitMessages[state]);
    },
  };
}
