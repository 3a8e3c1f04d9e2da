/** What happened, and what to do about it, for developers. */
export interface ErrorText {
  meaning: string;
  action: string;
}

/** `extensions.code`: the class of an error. */
export const codeTexts = {
  UNAUTHENTICATED: {
    meaning: 'The bearer token is missing, expired or not accepted.',
    action: 'Call authenticate again.',
  },
  FORBIDDEN: {
    meaning: 'Onebox or Facebook does not allow this for this person.',
    action: 'Show it to the person. Do not retry.',
  },
  NOT_FOUND: {
    meaning: 'The object, or the address of the request, does not exist.',
    action: 'Correct the id or the address.',
  },
  BAD_USER_INPUT: {
    meaning: 'The operation or one of its arguments is wrong.',
    action: 'Correct it. Do not retry unchanged.',
  },
  RATE_LIMITED: { meaning: 'There were too many calls.', action: 'Retry at retryAt.' },
  ONEBOX_TIMEOUT: { meaning: 'Onebox did not respond in time.', action: 'Retry in a moment.' },
  ONEBOX_UNAVAILABLE: { meaning: 'Onebox cannot be reached, or fails.', action: 'Retry in a moment.' },
  ONEBOX_BAD_RESPONSE: {
    meaning: 'The response of Onebox does not match its documentation.',
    action: 'Report it with the requestId.',
  },
  OVERLOADED: {
    meaning: 'The gateway is at one of its limits.',
    action: 'Retry at retryAt. Without retryAt, request less.',
  },
  INTERNAL_SERVER_ERROR: { meaning: 'The gateway failed.', action: 'Report it with the requestId.' },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    meaning: 'The gateway does not store operations by hash.',
    action: 'Send the text, and do not send the hash alone again.',
  },
  PERSISTED_QUERY_NOT_FOUND: {
    meaning: 'No operation has this hash.',
    action: 'Send the text together with the hash.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;

/** `extensions.reason`: the exact error. */
export const reasonTexts = {
  TOKEN_MISSING: {
    meaning: 'The operation needs a bearer token, and there is no Authorization header.',
    action: 'Send `Authorization: Bearer <token>`.',
  },
  TOKEN_MALFORMED: {
    meaning: 'The Authorization header is not `Bearer <token>`.',
    action: 'Send the token of authenticate, unchanged.',
  },
  TOKEN_EXPIRED: { meaning: 'The bearer token has expired.', action: 'Call authenticate again.' },
  TOKEN_REJECTED: {
    meaning: 'Onebox does not accept the bearer token.',
    action: 'Call authenticate again.',
  },
  NOT_ALLOWED: {
    meaning: 'Onebox does not allow this for this user.',
    action: 'Ask an administrator of the site. Another sign-in does not help.',
  },
  CREDENTIALS_REFUSED: {
    meaning: 'Onebox does not accept the e-mail, password and site.',
    action: 'Ask the person for them again.',
  },
  QUOTA_EXHAUSTED: {
    meaning: 'The Onebox quota is exhausted.',
    action: 'Retry at retryAt. Another sign-in does not help.',
  },
  TOO_MANY_REQUESTS: {
    meaning: 'There were too many calls in a short time.',
    action: 'Retry at retryAt, or in a moment where there is none.',
  },
  SESSION_ID_MALFORMED: {
    meaning: 'The id is not a session id.',
    action: 'Send the value of `sessionId` from the address of the sign-in page.',
  },
  SESSION_NOT_FOUND: {
    meaning: 'Onebox does not know the session.',
    action: 'Let the person sign in again at the auth URL.',
  },
  SITE_MALFORMED: {
    meaning: 'The site is not one DNS label, or the siteId is not a whole number.',
    action: 'Correct the argument.',
  },
  PAGE_NOT_FOUND: { meaning: 'The session has no such Page.', action: 'Read the session again.' },
  PAGE_NOT_MANAGED: {
    meaning: 'The person may not manage the Page, so nothing can be connected through it.',
    action: 'Choose another Page, or let its administrator sign in.',
  },
  INSTAGRAM_ACCOUNT_NOT_FOUND: {
    meaning: 'The session has no such Instagram account.',
    action: 'Read the session again.',
  },
  CONNECTED_ACCOUNT_NOT_FOUND: {
    meaning: 'The site has no such connected account.',
    action: 'Read connectedAccounts again.',
  },
  FACEBOOK_REFUSED: {
    meaning: 'Facebook refused the request.',
    action: 'Show onebox.userMessage to the person.',
  },
  UPSTREAM_TIMEOUT: {
    meaning: 'Onebox did not respond within the deadline.',
    action: 'Retry in a moment. After a change, read first whether it took effect.',
  },
  UPSTREAM_UNREACHABLE: {
    meaning: 'The connection to Onebox failed or broke.',
    action: 'Retry in a moment. After a change, read first whether it took effect.',
  },
  UPSTREAM_FAILED: { meaning: 'Onebox returned a server error.', action: 'Retry in a moment.' },
  UPSTREAM_CONTRACT_BROKEN: {
    meaning: 'The response of Onebox does not match its documentation.',
    action: 'Report it with the requestId.',
  },
  CIRCUIT_OPEN: {
    meaning: 'Onebox failed so often that the circuit breaker is open. No call is made until retryAt.',
    action: 'Retry at retryAt.',
  },
  UPSTREAM_CALL_LIMIT: {
    meaning: 'The operation needs more calls to Onebox than one operation may make.',
    action: 'Request less. Do not retry unchanged.',
  },
  RESPONSE_TOO_LARGE: {
    meaning: 'The response would be larger than one response may be.',
    action: 'Request less. Do not retry unchanged.',
  },
} as const satisfies Readonly<Record<string, ErrorText>>;
