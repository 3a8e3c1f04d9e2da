import { oneboxErrorKinds } from '../onebox-error';

/** The outcomes of an attempt to call Onebox. */
export const callOutcomes = ['ok', 'cancelled', 'unexpected', ...oneboxErrorKinds] as const;

/** One of {@link callOutcomes}. */
export type CallOutcome = (typeof callOutcomes)[number];

/** The endpoints of Onebox that the gateway calls, as documented. They are metric labels, so they contain no id. */
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

/** The end of an attempt to call Onebox. */
export interface CallEnd {
  outcome: CallOutcome;
  /** The HTTP status. Undefined where there was no response. */
  status: number | undefined;
  /** When the whole response had arrived, by `performance.now()`. Undefined for now. */
  atMs: number | undefined;
}

/** An attempt to call Onebox that is running. */
export interface ObservedCall {
  /** The headers of W3C Trace Context for Onebox. Empty without tracing. */
  traceHeaders: Readonly<Record<string, string>>;
  end(end: CallEnd): void;
}

/** The result of a cache lookup. `bypass`: the client asked for a new body. */
export type CacheUse = 'hit' | 'miss' | 'bypass';

/** Observes the attempts and cache lookups of one request. */
export interface CallObserver {
  /** `attempt` is 1 for the first attempt, and more for a retry. */
  begin(endpoint: Endpoint, attempt: number): ObservedCall;
  cacheUsed(use: CacheUse): void;
  /** The request joins a call of the request that `other` observes. */
  joined(other: CallObserver): void;
}
