import { type Logger } from 'pino';

import { type ShedBound, shedBounds } from './load-shedding';
import { type Metrics } from './metrics';
import { Tally } from './tally';

/** Counts what is refused, and logs it once a minute at most: a line for each would cost more than refusing it. */
export function reportShed(logger: Logger, metrics: Metrics, now: () => Date): (bound: ShedBound) => void {
  const tally = new Tally<ShedBound>(now);
  // Without them an increase from nothing to one would not show.
  for (const bound of shedBounds) metrics.requestsShed.inc({ bound }, 0);
  const answered = metrics.httpRequests.labels('503');
  const errors = metrics.errors.labels('OVERLOADED', 'none');
  return (bound) => {
    metrics.requestsShed.inc({ bound });
    // A response is counted with its request.
    if (bound !== 'dropped-connections' && bound !== 'response-bytes') {
      answered.inc();
      errors.inc();
    }
    const refused = tally.count(bound);
    if (refused !== undefined) logger.warn({ refused }, 'There is too much to do: requests are refused');
  };
}
