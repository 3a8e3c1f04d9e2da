import { type Logger } from 'pino';

import { type StoreFault, type OnStoreFault } from '../cache/guarded-store';
import { type Metrics } from './metrics';
import { Tally } from './tally';

/** Where faults are reported. */
export interface StoreFaultOptions {
  logger: Logger;
  metrics: Metrics;
  /** With its port. */
  storeHost: string;
}

/** Counts what goes wrong with the cache's store, and logs it once a minute at most: every request may meet it. */
export function reportStoreFaults(
  { logger, metrics, storeHost }: StoreFaultOptions,
  now: () => Date,
): OnStoreFault {
  const tally = new Tally<StoreFault>(now);
  let err: unknown;
  return (operation, fault, error) => {
    // A call that was not made has no error of its own: those before it are why.
    err = error ?? err;
    metrics.cacheStoreFaults.inc({ operation, fault });
    const faults = tally.count(fault);
    if (faults === undefined) return;
    logger.warn(
      { store: storeHost, operation, faults, err },
      'The store of the cache does not answer: Onebox is asked instead',
    );
  };
}
