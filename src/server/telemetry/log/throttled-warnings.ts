import { type Logger } from 'pino';

import { type OnStoreError, type StoreErrorReason } from '../../../cache/guarded-store';
import { type ShedBound } from '../../load/load-shedding';
import { type Metrics } from '../metrics/metrics';

const intervalMs = 60_000;

/** Counts events that may happen with every request, so that the log has at most one warning a minute about them. */
class ThrottledCounts<Event extends string> {
  #loggedAtMs = -Infinity;
  #pending: Partial<Record<Event, number>> = {};

  constructor(private readonly now: () => Date) {}

  /** Counts an event. Returns the counts since the last warning when the next one is due. */
  count(event: Event): Partial<Record<Event, number>> | undefined {
    this.#pending[event] = (this.#pending[event] ?? 0) + 1;
    const nowMs = this.now().getTime();
    if (nowMs - this.#loggedAtMs < intervalMs) return undefined;
    const pending = this.#pending;
    this.#loggedAtMs = nowMs;
    this.#pending = {};
    return pending;
  }
}

/** Counts the requests that load shedding rejects, and warns about them. */
export function observeShedding(
  logger: Logger,
  metrics: Metrics,
  now: () => Date,
): (bound: ShedBound) => void {
  const counts = new ThrottledCounts<ShedBound>(now);
  return (bound) => {
    metrics.requestsShed.inc({ bound });
    // A response is counted with its request.
    if (bound !== 'dropped-connections' && bound !== 'response-bytes') {
      metrics.httpRequests.inc({ status: 503 });
      metrics.errors.inc({ code: 'OVERLOADED', reason: 'none' });
    }
    const rejected = counts.count(bound);
    if (rejected !== undefined) logger.warn({ rejected }, 'The gateway is overloaded: it rejects requests');
  };
}

/** Where errors of the cache store are reported. */
export interface StoreErrorOptions {
  logger: Logger;
  metrics: Metrics;
  /** With its port. */
  storeHost: string;
}

/** Counts the errors of the cache store, and warns about them. */
export function observeStoreErrors(
  { logger, metrics, storeHost }: StoreErrorOptions,
  now: () => Date,
): OnStoreError {
  const counts = new ThrottledCounts<StoreErrorReason>(now);
  let err: unknown;
  return (operation, reason, error) => {
    // A skipped call has no error of its own: those before it are the cause.
    err = error ?? err;
    metrics.cacheStoreErrors.inc({ operation, reason });
    const errors = counts.count(reason);
    if (errors === undefined) return;
    logger.warn(
      { store: storeHost, operation, errors, err },
      'The cache store fails: the gateway calls Onebox instead of reading the cache',
    );
  };
}
