import { Counter, Gauge } from 'prom-client';
import { type Logger } from 'pino';

import { type UpstreamObserver } from '../onebox/upstream-policy';
import { type Metrics } from './metrics';

const circuitValues = { closed: 0, 'half-open': 1, open: 2 };
const circuitNews = {
  closed: 'Onebox answers again',
  'half-open': 'One call tries Onebox',
  open: 'Onebox fails: it is left in peace for a while',
};

/** Lets operators see how Onebox is called. `load` is how many calls there are. */
export function observeUpstream(
  { registry }: Metrics,
  logger: Logger,
  load: () => { inFlight: number; queued: number },
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
    help: 'Calls to Onebox that were not made because too many were waiting.',
    registers,
  });
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
  return {
    onAttempt: (outcome) => {
      attempts.inc({ outcome });
    },
    onRetry: () => {
      retries.inc();
    },
    onShed: () => {
      shed.inc();
    },
    onCircuit: (state) => {
      circuit.set(circuitValues[state]);
      logger.warn({ circuit: state }, circuitNews[state]);
    },
  };
}
