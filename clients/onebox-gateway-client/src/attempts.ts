import { type OneboxGatewayError } from './gateway-error.js';
import { type ErrorReason } from './generated/schema.js';
import { type RequestKind } from './operation.js';
import { retryDelayMs, type RetryOptions, wait } from './retry.js';
import { type TokenKeeper } from './token-keeper.js';

/** What every client of this package can be given. */
export interface RequestOptions {
  /** Without one, requests are sent without a token. */
  tokenKeeper?: TokenKeeper;
  /** Default: as {@link RetryOptions} says. `false`: never again. */
  retry?: RetryOptions | false;
}

/** What one attempt gave. */
export interface Attempt<Result> {
  errors: readonly OneboxGatewayError[];
  /** Whether nothing but errors came. */
  isEmpty: boolean;
  /** Returns the result to the caller, or throws the client's own error. */
  settle: () => Result;
}

/** Reasons after which a new token helps. */
const tokenReasons: readonly (ErrorReason | undefined)[] = [
  'TOKEN_EXPIRED',
  'TOKEN_REJECTED',
  'TOKEN_MISSING',
];

/**
 * Sends a request until it is answered for good. It signs in at most once, whatever the gateway says of the new token. Where data
 * has arrived, a mutation is not sent again, since it would do again what it did.
 */
export async function sendAttempts<Result>(
  send: (token: string | undefined) => Promise<Attempt<Result>>,
  { isMutation, needsToken }: RequestKind,
  { tokenKeeper, retry = {} }: RequestOptions,
  signal?: AbortSignal,
): Promise<Result> {
  let token = tokenKeeper?.current;
  let maySignIn = tokenKeeper !== undefined;
  if (tokenKeeper !== undefined && needsToken) {
    const before = token;
    token = await tokenKeeper.get();
    maySignIn = token === before;
  }
  for (let sent = 1; ; sent += 1) {
    signal?.throwIfAborted();
    const { errors, isEmpty, settle } = await send(token);
    const maySendAgain = errors.length > 0 && (isEmpty || !isMutation);
    if (!maySendAgain) return settle();
    if (maySignIn && errors.some(({ reason }) => tokenReasons.includes(reason))) {
      maySignIn = false;
      token = await tokenKeeper?.replace(token);
      continue;
    }
    const isUnsure = isMutation && errors.some(({ code }) => code === 'NETWORK_ERROR' || code === 'UNKNOWN');
    const delayMs = isEmpty && !isUnsure && retry !== false ? retryDelayMs(errors, sent, retry) : undefined;
    if (delayMs === undefined || retry === false) return settle();
    await (retry.wait ?? wait)(delayMs, signal);
    // Somebody else may have signed in meanwhile.
    token = tokenKeeper?.current ?? token;
  }
}

/** Whether a response has no data but nulls at its root. */
export function isEmptyData(data: unknown): boolean {
  return Object.values(data ?? {}).every((value) => value === null || value === undefined);
}
