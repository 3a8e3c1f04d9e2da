import { oneboxErrorKinds } from '../onebox-error';

/** How an attempt to call Onebox can end. */
export const callOutcomes = ['ok', 'cancelled', 'unexpected', ...oneboxErrorKinds] as const;

/** One of {@link callOutcomes}. */
export type CallOutcome = (typeof callOutcomes)[number];

/** The endpoints of Onebox that the gateway calls, as its documentation has them, without any id. */
export const endpoints = [
  'POST /api/authenticate',
  'GET /api/instagraph/session/{id}',
  'GET /api/facebook/session/{id}',
  'GET /api/twitter/session/{id}',
  'GET /api/connection',
  'GET /api/connection/{id}',
  'POST /api/connection',
  'PATCH /api/connection/{id}',
] as const;

/** One of {@link endpoints}. */
export type Endpoint = (typeof endpoints)[number];

/** How an attempt to call Onebox has ended. */
export interface CallEnd {
  outcome: CallOutcome;
  /** Of the response; undefined where there was none. */
  status: number | undefined;
  /** When Onebox's part in it ended, as `performance.now()` has it; undefined: now. */
  atMs: number | undefined;
}

/** An attempt to call Onebox that is under way. */
export interface ObservedCall {
  /** The headers of W3C Trace Context for Onebox; none where nothing is traced. */
  traceHeaders: Readonly<Record<string, string>>;
  end(end: CallEnd): void;
}

/** How a request looked for a body in the cache: `bypass` where the client asks for a new one. */
export type CacheUse = 'hit' | 'miss' | 'bypass';

/** Told of each attempt that one request makes, and of what it reads without one. */
export interface CallObserver {
  /** `attempt` is 1 for the first one, and more for a retry. */
  begin(endpoint: Endpoint, attempt: number): ObservedCall;
  cacheUsed(use: CacheUse): void;
  /** The request waits for a call that `other` makes. */
  joined(other: CallObserver): void;
}
