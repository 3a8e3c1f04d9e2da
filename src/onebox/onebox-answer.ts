import { attempt } from './attempt';
import { parseLosslessJson } from './lossless-json';
import { brokenContract, OneboxError, type OneboxErrorDetails, type OneboxWords } from './onebox-error';
import { isQuotaMessage, quotaWindowOpensAt } from './quota-window';
import { redacted } from './redacted';
import { retryAfter } from './retry-after';
import { decode } from './wire/decode';
import { errorEnvelope } from './wire/error-envelope';
import { facebookRefusal, isPassingLimit } from './wire/facebook-refusal';
import { type WireRecord } from './wire/table';

/** What came back over HTTP. `text` is undefined where the body was over the bound. */
export interface OneboxAnswer {
  status: number;
  retryAfter: string | undefined;
  text: string | undefined;
}

/** What it takes to understand an answer besides the answer. */
export interface AnswerSetting {
  now: Date;
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
  /** Takes the caller's own token out of what Onebox says. */
  withoutSecrets: (text: string) => string;
  /** The error for "there is no such thing", of an endpoint that has a name for it. */
  notFound?: ((details: OneboxErrorDetails) => OneboxError) | undefined;
  /** The error for a 401 that is no quota, of an endpoint that takes no token. */
  unauthorized?: ((details: OneboxErrorDetails) => OneboxError) | undefined;
}

/** A body that is JSON. */
export interface JsonBody {
  value: unknown;
  text: string;
}

/**
 * The value that an answer carries, and the text of it. Throws an OneboxError for everything that is none.
 *
 * Onebox's own errorCode decides before the HTTP status, which a proxy may have made, wherever the two disagree.
 */
export function readAnswer(answer: OneboxAnswer, setting: AnswerSetting): JsonBody {
  const body = parseBody(answer.text);
  if (
    answer.status === 200 &&
    answer.text !== undefined &&
    body.problem === undefined &&
    !mayBeRefusal(body.value)
  ) {
    return { value: body.value, text: answer.text };
  }
  const said = asRecord(errorEnvelope, body.value, setting)?.records;
  if (said !== undefined) {
    const errorCode = typeof said.errorCode === 'number' ? said.errorCode : null;
    const userMessage = typeof said.userMessage === 'string' ? said.userMessage : '';
    const onebox = { errorCode, userMessage: redacted(userMessage, setting.withoutSecrets) };
    const code = errorCode !== null && errorCode >= 400 ? errorCode : answer.status;
    throw errorOf(code, answer, setting, onebox);
  }
  const refusal = asRecord(facebookRefusal, body.value, setting);
  if (refusal !== undefined && [200, 400, 401, 403].includes(answer.status)) {
    throw facebookRefused(refusal.error, answer, setting);
  }
  if (answer.status !== 200 && answer.status !== 201) throw errorOf(answer.status, answer, setting);
  if (answer.text === undefined || body.problem !== undefined) throw brokenContract(body.problem ?? '');
  return { value: body.value, text: answer.text };
}

function asRecord<T extends object>(
  table: WireRecord<T>,
  body: unknown,
  setting: AnswerSetting,
): T | undefined {
  const decoded = attempt(() => decode(table, body, setting));
  return decoded instanceof OneboxError ? undefined : decoded.value;
}

function facebookRefused(words: string, answer: OneboxAnswer, setting: AnswerSetting): OneboxError {
  const userMessage = redacted(words, setting.withoutSecrets);
  const onebox = { errorCode: null, userMessage };
  if (!isPassingLimit(words)) {
    return new OneboxError('facebook-refused', `Facebook refused: ${userMessage}`, { onebox });
  }
  const retryAt = retryAfter(answer.retryAfter, setting.now);
  return new OneboxError(
    'too-many-requests',
    `Facebook is getting too many requests: try again ${later(retryAt)}. It says: ${userMessage}`,
    { onebox, retryAt },
  );
}

/** Whether a value may be one of the shapes in which Onebox refuses. */
function mayBeRefusal(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('records' in value || 'error' in value);
}

function parseBody(text: string | undefined): { value?: unknown; problem?: string; cause?: unknown } {
  if (text === undefined) return { problem: 'the body is too large' };
  if (text.trim() === '') return { problem: 'the body is empty' };
  if (text.trimStart().startsWith('<')) return { problem: 'the body is a page, not JSON' };
  try {
    return { value: parseLosslessJson(text) };
  } catch {
    // The parser's own error quotes the body.
    return { problem: 'the body is not JSON' };
  }
}

function errorOf(
  code: number,
  answer: OneboxAnswer,
  setting: AnswerSetting,
  onebox?: OneboxWords,
): OneboxError {
  if (code === 401) return unauthorized(setting, onebox);
  if (code === 403) {
    return new OneboxError(
      'forbidden',
      'Onebox does not allow this to this user. Signing in again does not help: ask whoever manages the site.',
      { onebox },
    );
  }
  if (code === 404 && setting.notFound !== undefined) return setting.notFound({ onebox });
  if (code === 429) {
    const retryAt = retryAfter(answer.retryAfter, setting.now);
    return new OneboxError(
      'too-many-requests',
      `Onebox is getting too many requests: try again ${later(retryAt)}.`,
      { onebox, retryAt, isPassing: retryAt !== undefined },
    );
  }
  if (code >= 500) {
    return new OneboxError('failed', 'Onebox failed while answering: try again in a moment.', {
      onebox,
      retryAt: retryAfter(answer.retryAfter, setting.now),
      isPassing: code === 502 || code === 503 || code === 504,
    });
  }
  if (code >= 300 && code < 400) return brokenContract('it redirects to another place', { onebox });
  return brokenContract(`it has the code ${code}, which its documentation does not know`, { onebox });
}

function unauthorized(setting: AnswerSetting, onebox?: OneboxWords): OneboxError {
  const userMessage = onebox?.userMessage ?? '';
  if (isQuotaMessage(userMessage)) {
    const retryAt = quotaWindowOpensAt(userMessage, setting.now, setting.utcOffset);
    return new OneboxError(
      'quota-exhausted',
      `The Onebox quota is used up: try again ${later(retryAt)}. Signing in again does not help.`,
      { onebox, retryAt },
    );
  }
  if (setting.unauthorized !== undefined) return setting.unauthorized({ onebox });
  if (/expired/i.test(userMessage)) {
    return new OneboxError('token-expired', 'The bearer token has expired: sign in to Onebox again.', {
      onebox,
    });
  }
  return new OneboxError(
    'token-rejected',
    'Onebox does not accept this bearer token: sign in to Onebox again.',
    {
      onebox,
    },
  );
}

function later(retryAt: Date | undefined): string {
  return retryAt === undefined ? 'later' : `at ${retryAt.toISOString()}`;
}
