import { type OneboxErrorKind, oneboxErrorKinds } from '../../onebox/onebox-error';
import { type codeTexts, type reasonTexts } from './error-texts';

export type ErrorCode = keyof typeof codeTexts;
export type ErrorReason = keyof typeof reasonTexts;

/** How a response reports an error of one kind. */
export interface ErrorMeaning {
  code: ErrorCode;
  /** Absent where the code has only one cause. */
  reason?: ErrorReason;
  /** Whether the same operation may succeed later without a change. */
  retryable: boolean;
}

/** Errors that do not come from a call to Onebox. */
const requestErrors: readonly ErrorMeaning[] = [
  { code: 'BAD_USER_INPUT', retryable: false },
  { code: 'NOT_FOUND', retryable: false },
  { code: 'INTERNAL_SERVER_ERROR', retryable: false },
  { code: 'PERSISTED_QUERY_NOT_SUPPORTED', retryable: false },
  { code: 'PERSISTED_QUERY_NOT_FOUND', retryable: false },
];

/** The code and reason of each kind of OneboxError, on which clients switch. */
export const errorMeanings: Readonly<Record<OneboxErrorKind, ErrorMeaning>> = {
  'token-missing': { code: 'UNAUTHENTICATED', reason: 'TOKEN_MISSING', retryable: false },
  'token-malformed': { code: 'UNAUTHENTICATED', reason: 'TOKEN_MALFORMED', retryable: false },
  'token-expired': { code: 'UNAUTHENTICATED', reason: 'TOKEN_EXPIRED', retryable: false },
  'token-rejected': { code: 'UNAUTHENTICATED', reason: 'TOKEN_REJECTED', retryable: false },
  'credentials-refused': { code: 'UNAUTHENTICATED', reason: 'CREDENTIALS_REFUSED', retryable: false },
  forbidden: { code: 'FORBIDDEN', reason: 'NOT_ALLOWED', retryable: false },
  'page-not-managed': { code: 'FORBIDDEN', reason: 'PAGE_NOT_MANAGED', retryable: false },
  'facebook-refused': { code: 'FORBIDDEN', reason: 'FACEBOOK_REFUSED', retryable: false },
  'quota-exhausted': { code: 'RATE_LIMITED', reason: 'QUOTA_EXHAUSTED', retryable: true },
  'too-many-requests': { code: 'RATE_LIMITED', reason: 'TOO_MANY_REQUESTS', retryable: true },
  'session-id-malformed': { code: 'BAD_USER_INPUT', reason: 'SESSION_ID_MALFORMED', retryable: false },
  'site-malformed': { code: 'BAD_USER_INPUT', reason: 'SITE_MALFORMED', retryable: false },
  'session-not-found': { code: 'NOT_FOUND', reason: 'SESSION_NOT_FOUND', retryable: false },
  'page-not-found': { code: 'NOT_FOUND', reason: 'PAGE_NOT_FOUND', retryable: false },
  'instagram-account-not-found': {
    code: 'NOT_FOUND',
    reason: 'INSTAGRAM_ACCOUNT_NOT_FOUND',
    retryable: false,
  },
  'connected-account-not-found': {
    code: 'NOT_FOUND',
    reason: 'CONNECTED_ACCOUNT_NOT_FOUND',
    retryable: false,
  },
  timeout: { code: 'ONEBOX_TIMEOUT', reason: 'UPSTREAM_TIMEOUT', retryable: true },
  unreachable: { code: 'ONEBOX_UNAVAILABLE', reason: 'UPSTREAM_UNREACHABLE', retryable: true },
  failed: { code: 'ONEBOX_UNAVAILABLE', reason: 'UPSTREAM_FAILED', retryable: true },
  'contract-broken': { code: 'ONEBOX_BAD_RESPONSE', reason: 'UPSTREAM_CONTRACT_BROKEN', retryable: false },
  'circuit-open': { code: 'ONEBOX_UNAVAILABLE', reason: 'CIRCUIT_OPEN', retryable: true },
  'gateway-busy': { code: 'OVERLOADED', retryable: true },
  'too-many-calls': { code: 'OVERLOADED', reason: 'UPSTREAM_CALL_LIMIT', retryable: false },
  'response-too-large': { code: 'OVERLOADED', reason: 'RESPONSE_TOO_LARGE', retryable: false },
};

/** Every error that a client can get, once. */
export const errorCatalog: readonly ErrorMeaning[] = [
  ...oneboxErrorKinds.map((kind) => errorMeanings[kind]),
  ...requestErrors,
];

const codeStatuses: Readonly<Partial<Record<ErrorCode, readonly number[]>>> = {
  BAD_USER_INPUT: [200, 400, 405, 408, 413, 415, 431],
  NOT_FOUND: [404],
  OVERLOADED: [200, 503],
  INTERNAL_SERVER_ERROR: [200, 500],
};

/** The HTTP statuses of responses with this error. With 200 the operation ran, at least partly. */
export function httpStatusesOf({ code, reason }: ErrorMeaning): readonly number[] {
  if (reason === 'TOO_MANY_REQUESTS') return [200, 429];
  if (reason !== undefined) return [200];
  return codeStatuses[code] ?? [200];
}
