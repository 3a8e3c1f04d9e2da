import { type Logger } from 'pino';

import { type StoreFault, type OnStoreFault } from '../cache/guarded-store';
import { type Metrics } from './metrics';

const intervalMs = 60_000;

/** Counts what goes wrong with the cache's store, and logs it once a minute at most: every request may meet it. */
export function reportStoreFaults(logger: Logger, metrics: Metrics, now: () => Date): OnStoreFault {
  let loggedAtMs = -Infinity;
  let unlogged: Partial<Record<StoreFault, number>> = {};
  return (operation, fault, err) => {
    metrics.cacheStoreFaults.inc({ operation, fault });
    unlogged[fault] = (unlogged[fault] ?? 0) + 1;
    const nowMs = now().getTime();
    if (nowMs - loggedAtMs < intervalMs) return;
    logger.warn(
      { operation, faults: unlogged, err },
      'The store of the cache does not answer: Onebox is asked instead',
    );
    loggedAtMs = nowMs;
    unlogged = {};
  };
}
