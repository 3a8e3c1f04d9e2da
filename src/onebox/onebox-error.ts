/** Everything that can stand between a caller and a Onebox answer. */
export const oneboxErrorKinds = [
  'token-missing',
  'token-malformed',
  'token-expired',
  'token-rejected',
  'credentials-refused',
  'forbidden',
  'quota-exhausted',
  'too-many-requests',
  'session-id-malformed',
  'session-not-found',
  'page-not-found',
  'page-not-managed',
  'instagram-account-not-found',
  'connected-account-not-found',
  'site-malformed',
  'facebook-refused',
  'timeout',
  'unreachable',
  'failed',
  'contract-broken',
  'circuit-open',
  'too-many-calls',
  'response-too-large',
  'gateway-busy',
] as const;

/** After how long it is worth asking a busy gateway again, in milliseconds. */
export const busyForMs = 1000;

/** One of {@link oneboxErrorKinds}. */
export type OneboxErrorKind = (typeof oneboxErrorKinds)[number];

/** What Onebox itself said for people to read. `errorCode` is null where it gave only words. */
export interface OneboxWords {
  errorCode: number | null;
  userMessage: string;
}

/** What an {@link OneboxError} may carry besides its kind and message. */
export interface OneboxErrorDetails {
  /** From when on the same call may succeed. */
  retryAt?: Date | undefined;
  onebox?: OneboxWords | undefined;
  /**
   * Whether the call may have taken effect all the same, so that the same call again may do it twice. False: it has not,
   * whatever else the error says.
   */
  isOutcomeUnknown?: boolean | undefined;
  /** Whether the same call may succeed at once, or at `retryAt`. */
  isTransient?: boolean | undefined;
  /** For operators: never shown to a client. */
  cause?: unknown;
}

/** The attempt to call Onebox that failed, for operators. */
export interface FailedCall {
  /** As in the metrics: without any id. */
  endpoint: string;
  /** Of the response; undefined where there was none. */
  status: number | undefined;
  /** 1 for the first one, and more for a retry. */
  attempt: number;
  durationMs: number;
}

/**
 * The one error of this layer. Its message is written for the person at the other end: it names no address,
 * header, token or body, and says what to do next.
 */
export class OneboxError extends Error {
  override readonly name = 'OneboxError';
  readonly retryAt: Date | undefined;
  readonly onebox: OneboxWords | undefined;
  readonly isOutcomeUnknown: boolean | undefined;
  readonly isTransient: boolean;
  /** Set by whoever makes the call; undefined where none was made. */
  failedCall: FailedCall | undefined;

  constructor(
    readonly kind: OneboxErrorKind,
    message: string,
    { retryAt, onebox, isOutcomeUnknown, isTransient = false, cause }: OneboxErrorDetails = {},
  ) {
    // Each kind is foreseen, and says what happened: a stack would add nothing, and there may be thousands of them.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, cause === undefined ? undefined : { cause });
    Error.stackTraceLimit = stackTraceLimit;
    this.retryAt = retryAt;
    this.onebox = onebox;
    this.isOutcomeUnknown = isOutcomeUnknown;
    this.isTransient = isTransient;
  }
}

/** The error for an answer that breaks the documentation of Onebox: `what` says where, and never quotes it. */
export function brokenContract(what: string, details: OneboxErrorDetails = {}): OneboxError {
  return new OneboxError(
    'contract-broken',
    `Onebox sent an answer that cannot be used: ${what}. Trying again will not help: report it with the request id.`,
    details,
  );
}

/** Nobody waits for the answer any more: what was asked for it is cut short. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

/** The error for more than the gateway can do at once. */
export function gatewayBusy(now: Date): OneboxError {
  return new OneboxError('gateway-busy', 'The gateway has too much to do: try again in a moment.', {
    retryAt: new Date(now.getTime() + busyForMs),
  });
}
