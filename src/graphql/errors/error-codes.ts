import { type OneboxErrorKind, oneboxErrorKinds } from '../../onebox/onebox-error';
import { codeTexts, type ErrorText, reasonTexts } from './error-texts';

/** Each code and reason with its description in the schema. */
export const errorCodes = descriptionsOf(codeTexts);
export const errorReasons = descriptionsOf(reasonTexts);

export type ErrorCode = keyof typeof errorCodes;
export type ErrorReason = keyof typeof errorReasons;

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

/** Maps the kind of an OneboxError to the code and reason that clients switch on. */
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

/** Every error that a client can get, once. */
export const errorCatalog: readonly ErrorMeaning[] = [
  ...oneboxErrorKinds.map(errorMeaning),
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

function descriptionsOf<Name extends string>(
  texts: Readonly<Record<Name, ErrorText>>,
): Readonly<Record<Name, string>> {
  const entries = Object.entries<ErrorText>(texts);
  return Object.fromEntries(
    entries.map(([name, { meaning, action }]) => [name, `${meaning} ${action}`]),
  ) as Record<Name, string>;
}
