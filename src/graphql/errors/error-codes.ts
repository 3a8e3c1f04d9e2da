import { type OneboxErrorKind, oneboxErrorKinds } from '../../onebox/onebox-error';

/** `extensions.code`: what went wrong, coarsely, and what each means to the one who meets it. */
export const errorCodes = {
  UNAUTHENTICATED: 'The bearer token is missing, over or not accepted. Sign in to Onebox again.',
  FORBIDDEN: 'Onebox or Facebook refuses this to that person. Trying again will not help.',
  NOT_FOUND: 'There is no such thing.',
  BAD_USER_INPUT: 'The operation or one of its arguments is wrong. Correct it; trying again will not help.',
  RATE_LIMITED: 'Too many calls. Try again at retryAt.',
  ONEBOX_TIMEOUT: 'Onebox did not answer in time. Try again in a moment.',
  ONEBOX_UNAVAILABLE: 'Onebox cannot be reached or fails. Try again in a moment.',
  ONEBOX_BAD_RESPONSE:
    'Onebox answered with what its documentation does not know. Report it with the requestId.',
  OVERLOADED:
    'More is asked than can be done at once. Try again at retryAt; ask for less where there is none (UPSTREAM_CALL_LIMIT, RESPONSE_TOO_LARGE).',
  INTERNAL_SERVER_ERROR: 'The gateway failed. Report it with the requestId.',
  PERSISTED_QUERY_NOT_SUPPORTED: 'Automatic persisted queries: send the text, and do not ask by hash again.',
  PERSISTED_QUERY_NOT_FOUND: 'Send the text together with the hash.',
} as const;

/** `extensions.reason`: exactly what went wrong. */
export const errorReasons = {
  TOKEN_MISSING: 'There is no Authorization header, and this needs one.',
  TOKEN_MALFORMED: 'The Authorization header is not `Bearer <token>`.',
  TOKEN_EXPIRED: 'The bearer token has expired. Sign in to Onebox again.',
  TOKEN_REJECTED: 'Onebox does not accept the bearer token.',
  NOT_ALLOWED: 'Onebox does not allow this to this user. Signing in again does not help.',
  CREDENTIALS_REFUSED: 'Onebox does not accept that e-mail, password and site.',
  QUOTA_EXHAUSTED: 'The Onebox quota is used up until retryAt. Signing in again does not help.',
  TOO_MANY_REQUESTS: 'Too many calls in a short time.',
  SESSION_ID_MALFORMED: 'The id is not a session id.',
  SESSION_NOT_FOUND: 'Onebox does not know the session.',
  SITE_MALFORMED: 'The site is not one DNS label, or the siteId no whole number.',
  PAGE_NOT_FOUND: 'The session has no such Page.',
  PAGE_NOT_MANAGED: 'The person may not manage the Page, so that nothing can be connected through it.',
  INSTAGRAM_ACCOUNT_NOT_FOUND: 'There is no such Instagram account.',
  CONNECTED_ACCOUNT_NOT_FOUND: 'The site has no such connected account.',
  FACEBOOK_REFUSED: 'Facebook refused: onebox.userMessage has its words.',
  UPSTREAM_TIMEOUT: 'Onebox did not answer within the deadline.',
  UPSTREAM_UNREACHABLE: 'The connection to Onebox failed or broke.',
  UPSTREAM_FAILED: 'Onebox answered that it failed.',
  UPSTREAM_CONTRACT_BROKEN: "Onebox's answer is not what its documentation says.",
  CIRCUIT_OPEN: 'Onebox failed so often just now that the circuit is open: no call is made until retryAt.',
  UPSTREAM_CALL_LIMIT:
    'The operation would take more calls to Onebox than one operation may. Ask for less; trying again will not help.',
  RESPONSE_TOO_LARGE:
    'The response would be larger than one response may be. Ask for less; the same operation fails again.',
} as const;

export type ErrorCode = keyof typeof errorCodes;
export type ErrorReason = keyof typeof errorReasons;

/** How a client meets an error of one kind. */
export interface ErrorMeaning {
  code: ErrorCode;
  /** Absent where the code says it all. */
  reason?: ErrorReason;
  /** Whether the same operation may succeed later without a change. */
  retryable: boolean;
}

/** What a request meets that Onebox has no part in. */
const requestErrors: readonly ErrorMeaning[] = [
  { code: 'BAD_USER_INPUT', retryable: false },
  { code: 'NOT_FOUND', retryable: false },
  { code: 'INTERNAL_SERVER_ERROR', retryable: false },
  { code: 'PERSISTED_QUERY_NOT_SUPPORTED', retryable: false },
  { code: 'PERSISTED_QUERY_NOT_FOUND', retryable: false },
];

/** The one translation from what happened at Onebox to what a client switches on. */
export function errorMeaning(kind: OneboxErrorKind): ErrorMeaning {
  switch (kind) {
    case 'token-missing':
      return { code: 'UNAUTHENTICATED', reason: 'TOKEN_MISSING', retryable: false };
    case 'token-malformed':
      return { code: 'UNAUTHENTICATED', reason: 'TOKEN_MALFORMED', retryable: false };
    case 'token-expired':
      return { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED', retryable: false };
    case 'token-rejected':
      return { code: 'UNAUTHENTICATED', reason: 'TOKEN_REJECTED', retryable: false };
    case 'credentials-refused':
      return { code: 'UNAUTHENTICATED', reason: 'CREDENTIALS_REFUSED', retryable: false };
    case 'forbidden':
      return { code: 'FORBIDDEN', reason: 'NOT_ALLOWED', retryable: false };
    case 'page-not-managed':
      return { code: 'FORBIDDEN', reason: 'PAGE_NOT_MANAGED', retryable: false };
    case 'facebook-refused':
      return { code: 'FORBIDDEN', reason: 'FACEBOOK_REFUSED', retryable: false };
    case 'quota-exhausted':
      return { code: 'RATE_LIMITED', reason: 'QUOTA_EXHAUSTED', retryable: true };
    case 'too-many-requests':
      return { code: 'RATE_LIMITED', reason: 'TOO_MANY_REQUESTS', retryable: true };
    case 'session-id-malformed':
      return { code: 'BAD_USER_INPUT', reason: 'SESSION_ID_MALFORMED', retryable: false };
    case 'site-malformed':
      return { code: 'BAD_USER_INPUT', reason: 'SITE_MALFORMED', retryable: false };
    case 'session-not-found':
      return { code: 'NOT_FOUND', reason: 'SESSION_NOT_FOUND', retryable: false };
    case 'page-not-found':
      return { code: 'NOT_FOUND', reason: 'PAGE_NOT_FOUND', retryable: false };
    case 'instagram-account-not-found':
      return { code: 'NOT_FOUND', reason: 'INSTAGRAM_ACCOUNT_NOT_FOUND', retryable: false };
    case 'connected-account-not-found':
      return { code: 'NOT_FOUND', reason: 'CONNECTED_ACCOUNT_NOT_FOUND', retryable: false };
    case 'timeout':
      return { code: 'ONEBOX_TIMEOUT', reason: 'UPSTREAM_TIMEOUT', retryable: true };
    case 'unreachable':
      return { code: 'ONEBOX_UNAVAILABLE', reason: 'UPSTREAM_UNREACHABLE', retryable: true };
    case 'failed':
      return { code: 'ONEBOX_UNAVAILABLE', reason: 'UPSTREAM_FAILED', retryable: true };
    case 'contract-broken':
      return { code: 'ONEBOX_BAD_RESPONSE', reason: 'UPSTREAM_CONTRACT_BROKEN', retryable: false };
    case 'circuit-open':
      return { code: 'ONEBOX_UNAVAILABLE', reason: 'CIRCUIT_OPEN', retryable: true };
    case 'gateway-busy':
      return { code: 'OVERLOADED', retryable: true };
    case 'too-many-calls':
      return { code: 'OVERLOADED', reason: 'UPSTREAM_CALL_LIMIT', retryable: false };
    case 'response-too-large':
      return { code: 'OVERLOADED', reason: 'RESPONSE_TOO_LARGE', retryable: false };
  }
}

/** Every error that a client can meet, once. */
export const errorCatalog: readonly ErrorMeaning[] = [
  ...oneboxErrorKinds.map(errorMeaning),
  ...requestErrors,
];
