import { z } from 'zod';

import { parseExactJson } from './exact-json';
import { brokenContract, OneboxError, type OneboxErrorDetails, type OneboxWords } from './onebox-error';
import { isQuotaMessage, quotaWindowOpensAt } from './quota-window';
import { redacted } from './redacted';

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

const errorCode = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{3}$/)
      .transform(Number),
  ])
  .nullable()
  .catch(null);

const envelope = z.object({
  records: z.object({ errorCode, userMessage: z.string().catch('') }),
});

const facebookRefusal = z.object({ error: z.string() });

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
  const said = envelope.safeParse(body.value);
  if (said.success) {
    const { errorCode, userMessage } = said.data.records;
    const onebox = { errorCode, userMessage: redacted(setting.withoutSecrets(userMessage)) };
    const code = errorCode !== null && errorCode >= 400 ? errorCode : answer.status;
    throw errorOf(code, answer, setting, onebox);
  }
  const refusal = facebookRefusal.safeParse(body.value);
  if (refusal.success && [200, 400, 401, 403].includes(answer.status)) {
    const userMessage = redacted(setting.withoutSecrets(refusal.data.error));
    throw new OneboxError('facebook-refused', `Facebook refused: ${userMessage}`, {
      onebox: { errorCode: null, userMessage },
    });
  }
  if (answer.status !== 200 && answer.status !== 201) throw errorOf(answer.status, answer, setting);
  if (answer.text === undefined || body.problem !== undefined) throw brokenContract(body.problem ?? '');
  return { value: body.value, text: answer.text };
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
    return { value: parseExactJson(text) };
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
      'Onebox does not allow this with this bearer token: sign in as a user who may.',
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

/** The instant of a `Retry-After` header, in seconds or as a date (RFC 9110, section 10.2.3). */
function retryAfter(header: string | undefined, now: Date): Date | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,8}$/.test(header)) return new Date(now.getTime() + Number(header) * 1000);
  const date = new Date(header);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
