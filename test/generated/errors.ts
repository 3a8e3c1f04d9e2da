/** The class of an error: `errors[].extensions.code`. */
export type ErrorCode =
  /** The operation or one of its arguments is wrong. Correct it; trying again will not help. */
  | 'BAD_USER_INPUT'
  /** Onebox or Facebook refuses this to that person. Trying again will not help. */
  | 'FORBIDDEN'
  /** The gateway failed. Report it with the requestId. */
  | 'INTERNAL_SERVER_ERROR'
  /** There is no such thing. */
  | 'NOT_FOUND'
  /** Onebox answered with what its documentation does not know. Report it with the requestId. */
  | 'ONEBOX_BAD_RESPONSE'
  /** Onebox did not answer in time. Try again in a moment. */
  | 'ONEBOX_TIMEOUT'
  /** Onebox cannot be reached or fails. Try again in a moment. */
  | 'ONEBOX_UNAVAILABLE'
  /** More is asked than can be done at once. Try again at retryAt; ask for less where there is none (UPSTREAM_CALL_LIMIT, RESPONSE_TOO_LARGE). */
  | 'OVERLOADED'
  /** Send the text together with the hash. */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /** Automatic persisted queries: send the text, and do not ask by hash again. */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /** Too many calls. Try again at retryAt. */
  | 'RATE_LIMITED'
  /** The bearer token is missing, over or not accepted. Sign in to Onebox again. */
  | 'UNAUTHENTICATED';

/** The exact error: `errors[].extensions.reason`. */
export type ErrorReason =
  /** Onebox failed so often just now that the circuit is open: no call is made until retryAt. */
  | 'CIRCUIT_OPEN'
  /** The site has no such connected account. */
  | 'CONNECTED_ACCOUNT_NOT_FOUND'
  /** Onebox does not accept that e-mail, password and site. */
  | 'CREDENTIALS_REFUSED'
  /** Facebook refused: onebox.userMessage has its words. */
  | 'FACEBOOK_REFUSED'
  /** There is no such Instagram account. */
  | 'INSTAGRAM_ACCOUNT_NOT_FOUND'
  /** Onebox does not allow this to this user. Signing in again does not help. */
  | 'NOT_ALLOWED'
  /** The session has no such Page. */
  | 'PAGE_NOT_FOUND'
  /** The person may not manage the Page, so that nothing can be connected through it. */
  | 'PAGE_NOT_MANAGED'
  /** The Onebox quota is used up until retryAt. Signing in again does not help. */
  | 'QUOTA_EXHAUSTED'
  /** The response would be larger than one response may be. Ask for less; the same operation fails again. */
  | 'RESPONSE_TOO_LARGE'
  /** The id is not a session id. */
  | 'SESSION_ID_MALFORMED'
  /** Onebox does not know the session. */
  | 'SESSION_NOT_FOUND'
  /** The site is not one DNS label, or the siteId no whole number. */
  | 'SITE_MALFORMED'
  /** The bearer token has expired. Sign in to Onebox again. */
  | 'TOKEN_EXPIRED'
  /** The Authorization header is not `Bearer <token>`. */
  | 'TOKEN_MALFORMED'
  /** There is no Authorization header, and this needs one. */
  | 'TOKEN_MISSING'
  /** Onebox does not accept the bearer token. */
  | 'TOKEN_REJECTED'
  /** Too many calls in a short time. */
  | 'TOO_MANY_REQUESTS'
  /** The operation would take more calls to Onebox than one operation may. Ask for less; trying again will not help. */
  | 'UPSTREAM_CALL_LIMIT'
  /** Onebox's answer is not what its documentation says. */
  | 'UPSTREAM_CONTRACT_BROKEN'
  /** Onebox answered that it failed. */
  | 'UPSTREAM_FAILED'
  /** Onebox did not answer within the deadline. */
  | 'UPSTREAM_TIMEOUT'
  /** The connection to Onebox failed or broke. */
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
