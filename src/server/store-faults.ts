import { type Logger } from 'pino';

import { type StoreFault, type OnStoreFault } from '../cache/guarded-store';
import { type Metrics } from './metrics';
import { Tally } from './tally';

/** Counts what goes wrong with the cache's store, and logs it once a minute at most: every request may meet it. */
export function reportStoreFaults(logger: Logger, metrics: Metrics, now: () => Date): OnStoreFault {
  const tally = new Tally<StoreFault>(now);
  return (operation, fault, err) => {
    metrics.cacheStoreFaults.inc({ operation, fault });
    const faults = tally.count(fault);
    if (faults === undefined) return;
    logger.warn(
      { operation, faults, err },
      'The store of the cache does not answer: Onebox is asked instead',
    );
  };
}
