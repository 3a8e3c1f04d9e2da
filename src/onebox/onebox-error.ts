/** The kinds of errors that a call to Onebox can end with. */
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

/** How long a client should wait before it retries at a busy gateway, in milliseconds. */
export const busyForMs = 1000;

/** One of {@link oneboxErrorKinds}. */
export type OneboxErrorKind = (typeof oneboxErrorKinds)[number];

/** The error of Onebox in its own words, for people. `errorCode` is null where it has none. */
export interface OneboxMessage {
  errorCode: number | null;
  userMessage: string;
}

/** Optional properties of an {@link OneboxError}. */
export interface OneboxErrorDetails {
  /** When the same call may succeed. */
  retryAt?: Date | undefined;
  onebox?: OneboxMessage | undefined;
  /**
   * Whether the call may have taken effect despite the error, so that a retry may repeat the effect. False where it certainly has not.
   */
  isOutcomeUnknown?: boolean | undefined;
  /** Whether the same call may succeed on an immediate retry, or at `retryAt`. */
  isTransient?: boolean | undefined;
  /** For logs. Clients never get it. */
  cause?: unknown;
}

/** The failed attempt of a call to Onebox, for operators. */
export interface FailedCall {
  /** The endpoint label of the metrics, without ids. */
  endpoint: string;
  /** The HTTP status. Undefined where there was no response. */
  status: number | undefined;
  /** 1 for the first attempt, and more for a retry. 0 where no call was made, such as in the queue. */
  attempt: number;
  durationMs: number;
}

/**
 * The only error type of this layer. Its message is for clients: it says what to do next, and contains no address, header, token or
 * body.
 */
export class OneboxError extends Error {
  override readonly name = 'OneboxError';
  readonly retryAt: Date | undefined;
  readonly onebox: OneboxMessage | undefined;
  readonly isOutcomeUnknown: boolean | undefined;
  readonly isTransient: boolean;
  /** Set by the client that makes the call. Undefined where no call was made. */
  failedCall: FailedCall | undefined;

  constructor(
    readonly kind: OneboxErrorKind,
    message: string,
    { retryAt, onebox, isOutcomeUnknown, isTransient = false, cause }: OneboxErrorDetails = {},
  ) {
    // Each kind describes what happened, so a stack trace adds nothing. One request may cause thousands of errors.
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

/** The error for a response that does not match the documentation of Onebox. `what` names the place, and must not quote a value. */
export function brokenContract(what: string, details: OneboxErrorDetails = {}): OneboxError {
  return new OneboxError(
    'contract-broken',
    `Onebox sent a response that cannot be used: ${what}. Do not retry. Report it with the requestId.`,
    details,
  );
}

/** The reason that cancels the calls of a request whose client has disconnected. */
export class ClientDisconnected extends Error {
  override readonly name = 'ClientDisconnected';
}

/** The error for a gateway that is at one of its limits. */
export function gatewayBusy(now: Date): OneboxError {
  return new OneboxError('gateway-busy', 'The gateway is overloaded: try again in a moment.', {
    retryAt: new Date(now.getTime() + busyForMs),
  });
}
