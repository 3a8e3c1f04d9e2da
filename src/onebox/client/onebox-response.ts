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

/** What came back over HTTP. `text` is undefined where the body was over the bound. */
export interface OneboxResponse {
  status: number;
  retryAfter: string | undefined;
  text: string | undefined;
}

/** What it takes to understand an answer besides the answer. */
export interface ResponseOptions {
  now: Date;
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
  /** Takes the caller's own token out of what Onebox says. */
  withoutSecrets: (text: string) => string;
  /** The error for "there is no such thing", of an endpoint that has a name for it. */
  notFound?: ((details: OneboxErrorDetails) => OneboxError) | undefined;
  /** The error for a 401 that is no quota, of an endpoint that takes no token. */
  unauthorized?: ((details: OneboxErrorDetails) => OneboxError) | undefined;
  /** Whether `{"error": "…"}` is what Facebook says; else Onebox says it, but for words that only Facebook uses. */
  passesOnFacebook?: boolean | undefined;
  /** Whether the spelling of numbers does not matter. */
  isPlain?: boolean | undefined;
}

/** A body that is JSON. */
export interface JsonBody {
  value: unknown;
  text: string;
  /** Whether the spelling of its numbers may be lost. */
  isPlain: boolean;
}

/** The value of a body with its numbers as they are spelt: see `parseLosslessJson`. */
export function losslessValue({ value, text, isPlain }: JsonBody): unknown {
  return isPlain ? parseLosslessJson(text) : value;
}

const longestStart = 1024;
// The documented body may come with any of them.
const successStatuses = [200, 201, 202, 203];

/**
 * The value that an answer carries, and the text of it. Throws an OneboxError for everything that is none.
 *
 * Onebox's own errorCode decides before the HTTP status, which a proxy may have made, wherever the two disagree.
 */
export function readResponse(answer: OneboxResponse, setting: ResponseOptions): JsonBody {
  const body = parseBody(answer.text, setting.isPlain);
  const refusal = errorRecordIn(body.value);
  const refused = refusal && errorOfRecord(refusal, answer, setting);
  if (refused !== undefined) throw refused;
  if (!successStatuses.includes(answer.status)) throw errorOf(answer.status, answer, setting);
  if (answer.text === undefined || body.problem !== undefined) throw brokenContract(body.problem ?? '');
  return { value: body.value, text: answer.text, isPlain: setting.isPlain === true };
}

/**
 * What a refusal means. Its own words decide, as they came: what is taken out of them for the client may be one of those that
 * do. Undefined where it says nothing, beside what may be an answer.
 */
function errorOfRecord(
  refusal: ErrorRecord,
  answer: OneboxResponse,
  setting: ResponseOptions,
): OneboxError | undefined {
  const { errorCode, words, isEnvelope, isAlone } = refusal;
  const code = errorCode !== null && errorCode >= 400 ? errorCode : answer.status;
  const isServersFault = code >= 500 && answer.status >= 500;
  const onebox = { errorCode, userMessage: redact(refusal.userMessage, setting.withoutSecrets) };
  const isOfFacebook = !isEnvelope && (setting.passesOnFacebook === true || isFromFacebook(words));
  const opensAt = quotaWindowOpensAt(words, setting.now, setting.utcOffset);
  const isLimit = isOfFacebook ? isTransientLimit(words) : hasTransientCode(words);
  if (!isServersFault && isQuotaMessage(words) && (opensAt !== undefined || !isLimit)) {
    return quotaExhausted(opensAt ?? retryAfter(answer.retryAfter, setting.now), onebox);
  }
  if (isLimit) return facebookLimit(answer, setting, onebox);
  if (!isServersFault && code !== 429 && isTransientLimit(words))
    return errorOf(429, answer, setting, onebox);
  const isExpired = isExpiredToken(words);
  if (isOfFacebook && code !== 429 && code < 500) {
    return isExpired && !isAboutFacebookToken(words)
      ? tokenExpired(onebox)
      : new OneboxError('facebook-refused', `Facebook refused: ${onebox.userMessage}`, { onebox });
  }
  if (code >= 300) return errorOf(code, answer, setting, onebox, words);
  if (isExpired) return tokenExpired(onebox);
  return isAlone ? brokenContract('it is an error without a code', { onebox }) : undefined;
}

function facebookLimit(answer: OneboxResponse, setting: ResponseOptions, onebox: OneboxMessage): OneboxError {
  const retryAt = retryAfter(answer.retryAfter, setting.now);
  return new OneboxError(
    'too-many-requests',
    `Facebook is getting too many requests: try again ${later(retryAt)}. It says: ${onebox.userMessage}`,
    { onebox, retryAt },
  );
}

function parseBody(
  text: string | undefined,
  isPlain = false,
): { value?: unknown; problem?: string; cause?: unknown } {
  if (text === undefined) return { problem: 'the body is too large' };
  const start = text.slice(0, longestStart).trimStart();
  if (start === '' && text.trim() === '') return { problem: 'the body is empty' };
  if (start.startsWith('<')) return { problem: 'the body is a page, not JSON' };
  try {
    return { value: isPlain ? (JSON.parse(text) as unknown) : parseLosslessJson(text) };
  } catch {
    // The parser's own error quotes the body.
    return { problem: 'the body is not JSON' };
  }
}

function errorOf(
  code: number,
  answer: OneboxResponse,
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
  const retryAt = retryAfter(answer.retryAfter, setting.now);
  if (code === 429) {
    return new OneboxError(
      'too-many-requests',
      `Onebox is getting too many requests: try again ${later(retryAt)}.`,
      { onebox, retryAt, isTransient: retryAt !== undefined },
    );
  }
  // What is refused has taken no effect.
  const isOutcomeUnknown = isRefused(code) || isRefused(answer.status) ? false : undefined;
  if (code >= 500) {
    return new OneboxError(
      'failed',
      `Onebox returned a server error: try again ${later(retryAt, 'in a moment')}.`,
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
    `The Onebox quota is exhausted: try again ${later(retryAt)}. Signing in again does not help.`,
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

function isRefused(status: number): boolean {
  return status >= 400 && status < 500;
}

function later(retryAt: Date | undefined, otherwise = 'later'): string {
  return retryAt === undefined ? otherwise : `at ${retryAt.toISOString()}`;
}
