import { Counter, Gauge } from 'prom-client';
import { type Logger } from 'pino';

import { type UpstreamBound, type UpstreamObserver } from '../onebox/upstream-policy';
import { type Metrics } from './metrics';

const circuitValues = { closed: 0, 'half-open': 1, open: 2 };
const circuitNews = {
  closed: 'Onebox answers again',
  'half-open': 'One call tries Onebox',
  open: 'Onebox fails: it is left in peace for a while',
};

/** What there is of calls to Onebox at this moment. */
export interface UpstreamLoad {
  inFlight: number;
  queued: number;
  bodyBytes: number;
}

/** Lets operators see how Onebox is called. */
export function observeUpstream(
  { registry }: Metrics,
  logger: Logger,
  load: () => UpstreamLoad,
): UpstreamObserver {
  const registers = [registry];
  const attempts = new Counter({
    name: 'gateway_upstream_attempts_total',
    help: 'Attempts to call Onebox, by outcome: ok, cancelled, the kind of error, or unforeseen. circuit-open: not made.',
    labelNames: ['outcome'],
    registers,
  });
  const retries = new Counter({
    name: 'gateway_upstream_retries_total',
    help: 'Reads that were tried again.',
    registers,
  });
  const shed = new Counter({
    name: 'gateway_upstream_shed_total',
    help: 'Calls to Onebox given up: too many were waiting (calls), or their bodies were too much memory (body-bytes).',
    labelNames: ['bound'],
    registers,
  });
  for (const bound of ['calls', 'body-bytes'] satisfies UpstreamBound[]) shed.inc({ bound }, 0);
  const circuit = new Gauge({
    name: 'gateway_upstream_circuit',
    help: 'Whether calls reach Onebox: 0 all, 1 one that tries it, 2 none.',
    registers,
  });
  new Gauge({
    name: 'gateway_upstream_in_flight',
    help: 'Calls at Onebox.',
    registers,
    collect() {
      this.set(load().inFlight);
    },
  });
  new Gauge({
    name: 'gateway_upstream_queued',
    help: 'Calls to Onebox that wait for their turn.',
    registers,
    collect() {
      this.set(load().queued);
    },
  });
  new Gauge({
    name: 'gateway_upstream_body_bytes',
    help: "Bytes of Onebox's bodies that are being received, or that running operations hold.",
    registers,
    collect() {
      this.set(load().bodyBytes);
    },
  });
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
      logger.warn({ circuit: state }, circuitNews[state]);
    },
  };
}
