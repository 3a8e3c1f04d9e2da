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

/** An attempt to call Onebox that is under way. */
export interface ObservedCall {
  /** The headers of W3C Trace Context for Onebox; none where nothing is traced. */
  traceHeaders: Readonly<Record<string, string>>;
  /** `atMs` is when Onebox's part in it ended, as `performance.now()` has it; undefined: now. */
  end(outcome: CallOutcome, atMs?: number): void;
}

/** Told of each attempt that one request makes. */
export interface CallObserver {
  begin(endpoint: Endpoint): ObservedCall;
}
