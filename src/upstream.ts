import { type Logger } from 'pino';

import { type Config } from './config/config';
import { BodyBudget } from './onebox/bodies/body-budget';
import { TimeSlices } from './onebox/bodies/time-slices';
import { type Caller } from './onebox/caller/caller-session';
import { OneboxClient } from './onebox/client/onebox-client';
import { OneboxDataSource } from './onebox/onebox-data-source';
import { type Metrics } from './server/telemetry/metrics/metrics';
import { observeUpstream } from './server/telemetry/metrics/upstream-metrics';

/** What observes the calls to Onebox. */
export interface UpstreamTelemetry {
  logger: Logger;
  metrics: Metrics;
}

/** The Onebox API, as all requests of the process use it. */
export interface Upstream {
  dataSourceOf: (caller: Caller) => OneboxDataSource;
  /** Shared by all long work on the event loop. */
  timeSlices: TimeSlices;
  close(): Promise<void>;
}

const now = (): Date => new Date();

/** Creates the client of the Onebox API at `apiOrigin`. */
export function createUpstream(
  { onebox, upstreamOptions: upstream }: Config,
  apiOrigin: string,
  { logger, metrics }: UpstreamTelemetry,
): Upstream {
  const timeSlices = new TimeSlices();
  const observer = observeUpstream(metrics, logger, () => ({ ...client.load, bodyBytes: bodyBudget.bytes }));
  const bodyBudget = new BodyBudget({
    maxBodyBytes: upstream.maxBodyBytes,
    onShed: () => {
      observer.onShed('body-bytes');
    },
  });
  const options = { ...onebox, timeSlices, bodyBudget, now };
  const client: OneboxClient = new OneboxClient({ ...options, apiOrigin, upstream, observer });
  return {
    dataSourceOf: (caller) => new OneboxDataSource(client, caller, options),
    timeSlices,
    close: () => client.close(),
  };
}
