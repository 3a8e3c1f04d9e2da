/** The class of an error: `errors[].extensions.code`. */
export type ErrorCode =
  /** The operation or one of its arguments is wrong. Correct it. Do not retry unchanged. */
  | 'BAD_USER_INPUT'
  /** Onebox or Facebook does not allow this for this person. Show it to the person. Do not retry. */
  | 'FORBIDDEN'
  /** The gateway failed. Report it with the requestId. */
  | 'INTERNAL_SERVER_ERROR'
  /** The object, or the address of the request, does not exist. Correct the id or the address. */
  | 'NOT_FOUND'
  /** The response of Onebox does not match its documentation. Report it with the requestId. */
  | 'ONEBOX_BAD_RESPONSE'
  /** Onebox did not respond in time. Retry in a moment. */
  | 'ONEBOX_TIMEOUT'
  /** Onebox cannot be reached, or fails. Retry in a moment. */
  | 'ONEBOX_UNAVAILABLE'
  /** The gateway is at one of its limits. Retry at retryAt. Without retryAt, request less. */
  | 'OVERLOADED'
  /** No operation has this hash. Send the text together with the hash. */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /** The gateway does not store operations by hash. Send the text, and do not send the hash alone again. */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /** There were too many calls. Retry at retryAt. */
  | 'RATE_LIMITED'
  /** The bearer token is missing, expired or not accepted. Call authenticate again. */
  | 'UNAUTHENTICATED';

/** The exact error: `errors[].extensions.reason`. */
export type ErrorReason =
  /** Onebox failed so often that the circuit breaker is open. No call is made until retryAt. Retry at retryAt. */
  | 'CIRCUIT_OPEN'
  /** The site has no such connected account. Read connectedAccounts again. */
  | 'CONNECTED_ACCOUNT_NOT_FOUND'
  /** Onebox does not accept the e-mail, password and site. Ask the person for them again. */
  | 'CREDENTIALS_REFUSED'
  /** Facebook refused the request. Show onebox.userMessage to the person. */
  | 'FACEBOOK_REFUSED'
  /** The session has no such Instagram account. Read the session again. */
  | 'INSTAGRAM_ACCOUNT_NOT_FOUND'
  /** Onebox does not allow this for this user. Ask an administrator of the site. Another sign-in does not help. */
  | 'NOT_ALLOWED'
  /** The session has no such Page. Read the session again. */
  | 'PAGE_NOT_FOUND'
  /** The person may not manage the Page, so nothing can be connected through it. Choose another Page, or let its administrator sign in. */
  | 'PAGE_NOT_MANAGED'
  /** The Onebox quota is exhausted. Retry at retryAt. Another sign-in does not help. */
  | 'QUOTA_EXHAUSTED'
  /** The response would be larger than one response may be. Request less. Do not retry unchanged. */
  | 'RESPONSE_TOO_LARGE'
  /** The id is not a session id. Send the value of `sessionId` from the address of the sign-in page. */
  | 'SESSION_ID_MALFORMED'
  /** Onebox does not know the session. Let the person sign in again at the auth URL. */
  | 'SESSION_NOT_FOUND'
  /** The site is not one DNS label, or the siteId is not a whole number. Correct the argument. */
  | 'SITE_MALFORMED'
  /** The bearer token has expired. Call authenticate again. */
  | 'TOKEN_EXPIRED'
  /** The Authorization header is not `Bearer <token>`. Send the token of authenticate, unchanged. */
  | 'TOKEN_MALFORMED'
  /** The operation needs a bearer token, and there is no Authorization header. Send `Authorization: Bearer <token>`. */
  | 'TOKEN_MISSING'
  /** Onebox does not accept the bearer token. Call authenticate again. */
  | 'TOKEN_REJECTED'
  /** There were too many calls in a short time. Retry at retryAt, or in a moment where there is none. */
  | 'TOO_MANY_REQUESTS'
  /** The operation needs more calls to Onebox than one operation may make. Request less. Do not retry unchanged. */
  | 'UPSTREAM_CALL_LIMIT'
  /** The response of Onebox does not match its documentation. Report it with the requestId. */
  | 'UPSTREAM_CONTRACT_BROKEN'
  /** Onebox returned a server error. Retry in a moment. */
  | 'UPSTREAM_FAILED'
  /** Onebox did not respond within the deadline. Retry in a moment. After a change, read first whether it took effect. */
  | 'UPSTREAM_TIMEOUT'
  /** The connection to Onebox failed or broke. Retry in a moment. After a change, read first whether it took effect. */
  | 'UPSTREAM_UNREACHABLE';

/** A channel through which Onebox receives messages. */
export type OneboxChannel =
  /** E-mail, inbound or outbound. */
  | 'EMAIL'
  /** Facebook Pages. */
  | 'FACEBOOK'
  /** Instagram. */
  | 'INSTAGRAM'
  /** A channel that this gateway does not know. */
  | 'OTHER'
  /** Twitter. */
  | 'TWITTER'
  /** WhatsApp. */
  | 'WHATSAPP'
  /** YouTube. */
  | 'YOUTUBE';

/** Where Onebox runs. */
export type OneboxEnvironment =
  /** ocdev.ciptadrasoft.net */
  | 'DEVELOPMENT'
  /** cloud.onebox.co.id, and one site host per customer */
  | 'PRODUCTION';
