import { parseLosslessJson } from '../bodies/lossless-json';
import { brokenContract, OneboxError, type OneboxErrorDetails, type OneboxMessage } from '../onebox-error';
import { isQuotaMessage, quotaWindowOpensAt } from '../policies/quota-window';
import { redact } from '../redaction/redact';
import { retryAfter } from './retry-after';
import { type ErrorRecord, errorRecordIn } from '../wire/error-envelope';
import {
  isFromFacebook,
  isAboutFacebookToken,
  hasTransientCode,
  isTransientLimit,
} from '../wire/facebook-refusal';

/** An HTTP response of Onebox. `text` is undefined where the body exceeded its maximum. */
export interface OneboxResponse {
  status: number;
  retryAfter: string | undefined;
  text: string | undefined;
}

/** The options for reading a response. */
export interface ResponseOptions {
  now: Date;
  /** The UTC offset of Onebox's wall clock, such as `+07:00`. */
  utcOffset: string;
  /** Removes the caller's token and other secrets from a message. */
  withoutSecrets: (text: string) => string;
  /** Creates the error for HTTP 404, for endpoints that have their own. */
  notFound?: ((details: OneboxErrorDetails) => OneboxError) | undefined;
  /** Creates the error for a 401 that is not about the quota, for endpoints without a token. */
  unauthorized?: ((details: OneboxErrorDetails) => OneboxError) | undefined;
  /** Whether `{"error": "…"}` comes from Facebook. If unset, only texts that Facebook alone uses do. */
  passesOnFacebook?: boolean | undefined;
}

/** A body that is JSON. */
export interface JsonBody {
  value: unknown;
  text: string;
  /** Whether `value` was parsed with `JSON.parse`, which may lose digits. */
  isLossy: boolean;
}

/** The value of a body with all digits of its numbers: see `parseLosslessJson`. */
export function losslessValue({ value, text, isLossy }: JsonBody): unknown {
  return isLossy ? parseLosslessJson(text) : value;
}

const longestStart = 1024;
// Any of them may have the documented body.
const successStatuses = [200, 201, 202, 203];

/**
 * Reads the JSON body of a successful response. Throws an OneboxError for every other response.
 *
 * Onebox's errorCode takes precedence over the HTTP status, which a proxy may have set. With `isLossy`, the body is parsed with
 * `JSON.parse`, which may lose digits. `settingOf` is called for an error.
 */
export function readResponse(
  response: OneboxResponse,
  isLossy: boolean,
  settingOf: () => ResponseOptions,
): JsonBody {
  const { status, text } = response;
  const { value, problem } = parseBody(text, isLossy);
  const record = errorRecordIn(value);
  const error = record && errorOfRecord(record, response, settingOf());
  if (error !== undefined) throw error;
  if (!successStatuses.includes(status)) throw errorOf(status, response, settingOf());
  if (text === undefined || problem !== undefined) throw brokenContract(problem ?? '');
  return { value, text, isLossy };
}

/**
 * Classifies an error record by its unredacted text, because redaction may remove a word that decides. Undefined where the
 * record is not an error, and the body may be a result.
 */
function errorOfRecord(
  record: ErrorRecord,
  response: OneboxResponse,
  setting: ResponseOptions,
): OneboxError | undefined {
  const { errorCode, words, isEnvelope, isAlone } = record;
  const code = errorCode !== null && errorCode >= 400 ? errorCode : response.status;
  const isServerError = code >= 500 && response.status >= 500;
  const onebox = { errorCode, userMessage: redact(record.userMessage, setting.withoutSecrets) };
  const isOfFacebook = !isEnvelope && (setting.passesOnFacebook === true || isFromFacebook(words));
  const opensAt = quotaWindowOpensAt(words, setting.now, setting.utcOffset);
  const isLimit = isOfFacebook ? isTransientLimit(words) : hasTransientCode(words);
  if (!isServerError && isQuotaMessage(words) && (opensAt !== undefined || !isLimit)) {
    return quotaExhausted(opensAt ?? retryAfter(response.retryAfter, setting.now), onebox);
  }
  if (isLimit) return facebookLimit(response, setting, onebox);
  if (!isServerError && code !== 429 && isTransientLimit(words))
    return errorOf(429, response, setting, onebox);
  const isExpired = isExpiredToken(words);
  if (isOfFacebook && code !== 429 && code < 500) {
    return isExpired && !isAboutFacebookToken(words)
      ? tokenExpired(onebox)
      : new OneboxError('facebook-refused', `Facebook refused: ${onebox.userMessage}`, { onebox });
  }
  if (code >= 300) return errorOf(code, response, setting, onebox, words);
  if (isExpired) return tokenExpired(onebox);
  return isAlone ? brokenContract('it is an error without a code', { onebox }) : undefined;
}

function facebookLimit(
  response: OneboxResponse,
  setting: ResponseOptions,
  onebox: OneboxMessage,
): OneboxError {
  const retryAt = retryAfter(response.retryAfter, setting.now);
  return new OneboxError(
    'too-many-requests',
    `Facebook is getting too many requests: try again ${retryTimeText(retryAt)}. It says: ${onebox.userMessage}`,
    { onebox, retryAt },
  );
}

function parseBody(
  text: string | undefined,
  isLossy: boolean,
): { value?: unknown; problem?: string; cause?: unknown } {
  if (text === undefined) return { problem: 'the body is too large' };
  const start = text.slice(0, longestStart).trimStart();
  if (start === '' && text.trim() === '') return { problem: 'the body is empty' };
  if (start.startsWith('<')) return { problem: 'the body is a page, not JSON' };
  try {
    return { value: isLossy ? (JSON.parse(text) as unknown) : parseLosslessJson(text) };
  } catch {
    // The parser's own error quotes the body.
    return { problem: 'the body is not JSON' };
  }
}

function errorOf(
  code: number,
  response: OneboxResponse,
  setting: ResponseOptions,
  onebox?: OneboxMessage,
  words = '',
): OneboxError {
  if (code === 401) {
    if (setting.unauthorized !== undefined) return setting.unauthorized({ onebox });
    return /expired/i.test(words) ? tokenExpired(onebox) : tokenRejected(onebox);
  }
  if (code === 403) {
    return new OneboxError(
      'forbidden',
      'Onebox does not allow this for this user. Another sign-in does not help: ask an administrator of the site.',
      { onebox },
    );
  }
  if (code === 404 && setting.notFound !== undefined) return setting.notFound({ onebox });
  const retryAt = retryAfter(response.retryAfter, setting.now);
  if (code === 429) {
    return new OneboxError(
      'too-many-requests',
      `Onebox is getting too many requests: try again ${retryTimeText(retryAt)}.`,
      { onebox, retryAt, isTransient: retryAt !== undefined },
    );
  }
  // A rejected call has taken no effect.
  const isOutcomeUnknown = isClientError(code) || isClientError(response.status) ? false : undefined;
  if (code >= 500) {
    return new OneboxError(
      'failed',
      `Onebox returned a server error: try again ${retryTimeText(retryAt, 'in a moment')}.`,
      { onebox, retryAt, isOutcomeUnknown, isTransient: code === 502 || code === 503 || code === 504 },
    );
  }
  if (code >= 300 && code < 400) return brokenContract('it redirects to another place', { onebox });
  return brokenContract(`it has the code ${code}, which its documentation does not know`, {
    onebox,
    isOutcomeUnknown,
  });
}

function quotaExhausted(retryAt: Date | undefined, onebox: OneboxMessage): OneboxError {
  return new OneboxError(
    'quota-exhausted',
    `The Onebox quota is exhausted: try again ${retryTimeText(retryAt)}. Signing in again does not help.`,
    { onebox, retryAt },
  );
}

function tokenExpired(onebox?: OneboxMessage): OneboxError {
  return new OneboxError('token-expired', 'The bearer token has expired: sign in to Onebox again.', {
    onebox,
  });
}

function tokenRejected(onebox?: OneboxMessage): OneboxError {
  return new OneboxError(
    'token-rejected',
    'Onebox does not accept this bearer token: sign in to Onebox again.',
    { onebox },
  );
}

function isExpiredToken(words: string): boolean {
  return /\bexpired[\s_-]+token\b|\btoken(?:[\s_-]+(?:is|has|was))?[\s_-]+expired\b/i.test(words);
}

function isClientError(status: number): boolean {
  return status >= 400 && status < 500;
}

function retryTimeText(retryAt: Date | undefined, otherwise = 'later'): string {
  return retryAt === undefined ? otherwise : `at ${retryAt.toISOString()}`;
}
