import { loadConfig } from '../../../src/config/config';
import { BodyBudget, type BodyBudgetOptions } from '../../../src/onebox/bodies/body-budget';
import { Cancellation } from '../../../src/onebox/client/cancellation';
import { CallerIdentities } from '../../../src/onebox/caller/caller-identity';
import { OneboxDataSource } from '../../../src/onebox/onebox-data-source';
import { OneboxClient } from '../../../src/onebox/client/onebox-client';
import { type SessionId } from '../../../src/onebox/sessions/session-id';
import { instagramSessionChannel } from '../../../src/onebox/sessions/session-channel';
import { TimeSlices } from '../../../src/onebox/bodies/time-slices';
import { CallerCache } from '../../../src/cache/caller-cache';
import { createMemoryStore } from '../../../src/cache/memory-store';
import { sessionIdOf } from '../onebox/varied-sessions';
import { silentObserver } from '../silent-observer';

/** One operation of the server: it calls Onebox, may lose its client, and ends. */
export interface RunningOperation {
  onebox: OneboxDataSource;
  cancellation: Cancellation;
  end: () => void;
}

/** Data sources of operations in front of one Onebox, whose bodies are counted. */
export interface MeasuredDataSources {
  budget: BodyBudget;
  /** The number of calls whose body exceeded the budget. */
  shed: () => number;
  begin: (caller?: string) => RunningOperation;
  close: () => Promise<void>;
}

/** The id of one of many sessions. */
export const numberedSessionId = (index: number): SessionId => sessionIdOf(`session${index}`) as SessionId;

/** Reads one of many sessions. Returns `ok`, or what kind of error it failed with. */
export const readSession = ({ onebox }: RunningOperation, index = 0): Promise<unknown> =>
  onebox.getSession(instagramSessionChannel, numberedSessionId(index)).then(
    () => 'ok',
    (error: unknown) => (error as { kind?: string }).kind ?? (error as Error).name,
  );

const ignore = (): void => undefined;
const now = (): Date => new Date();

/** Creates them with the default policy and `bounds`. With `isCached` they cache responses. */
export function measuredDataSources(
  apiOrigin: string,
  bounds: Partial<BodyBudgetOptions> = {},
  { isCached = false } = {},
): MeasuredDataSources {
  const { upstreamOptions, onebox } = loadConfig({ sandbox: false }, {});
  const { utcOffset } = onebox;
  let shed = 0;
  const budget = new BodyBudget({
    maxBodyBytes: upstreamOptions.maxBodyBytes,
    onShed: () => {
      shed += 1;
    },
    ...bounds,
  });
  const timeSlices = new TimeSlices();
  const http = new OneboxClient({
    apiOrigin,
    upstream: { ...upstreamOptions, breakerMinCalls: 10_000 },
    maxCalls: 100,
    quotaBackoffMs: 0,
    observer: { onAttempt: ignore, onRetry: ignore, onShed: ignore, onCircuit: ignore },
    utcOffset,
    timeSlices,
    bodyBudget: budget,
    now,
  });
  const cache = isCached
    ? new CallerCache({
        store: createMemoryStore(10_000_000),
        upstream: apiOrigin,
        secret: '',
        ttlMs: 60_000,
        now,
        onLookup: ignore,
      })
    : undefined;
  const identities = new CallerIdentities({ secret: '', cache });
  const options = {
    utcOffset,
    clockSkewMs: 0,
    timeSlices,
    bodyBudget: budget,
    now,
  };
  return {
    budget,
    shed: () => shed,
    close: () => http.close(),
    begin: (caller = 'a-caller') => {
      const cancellation = new Cancellation();
      const onebox = new OneboxDataSource(
        http,
        {
          authorization: `Bearer ${caller}`,
          identity: identities.of(`Bearer ${caller}`),
          network: '127.0.0.1',
          cacheControl: undefined,
          requestId: 'a-request',
          observer: silentObserver,
          cancellation,
        },
        options,
      );
      return {
        onebox,
        cancellation,
        end: () => {
          onebox.release();
        },
      };
    },
  };
}
