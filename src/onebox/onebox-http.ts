import { errors, Pool } from 'undici';

import { type BearerToken } from './bearer-token';
import { type AnswerSetting, type OneboxAnswer, readAnswer } from './onebox-answer';
import { brokenContract, OneboxError, type OneboxErrorKind } from './onebox-error';
import { withoutSecret } from './redacted';

const jsonType = 'application/json';
const formType = 'application/x-www-form-urlencoded';

/** How Onebox is called. */
export interface OneboxHttpOptions {
  /** The API's origin: the only place that a bearer token goes to. */
  apiOrigin: string;
  /** For one call, from connecting to the end of the body. */
  timeoutMs: number;
  maxBodyBytes: number;
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
  now: () => Date;
}

/** One call to Onebox. */
export interface OneboxCall<T> extends Pick<AnswerSetting, 'notFound' | 'unauthorized'> {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  requestId: string;
  bearer?: BearerToken;
  body?: { json: object } | { form: Record<string, string> };
  /** What of the body must not come back in an error, should Onebox repeat it. */
  secrets?: readonly string[];
  /** Reads the JSON value answered; `text` is the body. Throws an OneboxError of kind `contract-broken`. */
  read: (body: unknown, text: string) => T;
  /** For a call that must not be made twice: how to find out whether it took effect, where that is unknown. */
  howToFindOut?: string;
}

/** The connections to Onebox, shared by all callers; what it is given for one call it keeps for that call only. */
export class OneboxHttp {
  readonly #pool: Pool;

  constructor(private readonly options: OneboxHttpOptions) {
    this.#pool = new Pool(options.apiOrigin, {
      connect: { timeout: options.timeoutMs },
      // The deadline of the whole call bounds both.
      headersTimeout: 0,
      bodyTimeout: 0,
      maxResponseSize: options.maxBodyBytes,
    });
  }

  /** Calls, and gives what was read. No redirect is followed. Throws an OneboxError for everything else. */
  async call<T>(call: OneboxCall<T>): Promise<T> {
    const { bearer, secrets = [], notFound, unauthorized, read, howToFindOut } = call;
    try {
      const { value, text } = readAnswer(await this.#send(call), {
        now: this.options.now(),
        utcOffset: this.options.utcOffset,
        withoutSecrets: (text) => secrets.reduce(withoutSecret, bearer?.removedFrom(text) ?? text),
        notFound,
        unauthorized,
      });
      return read(value, text);
    } catch (error) {
      throw howToFindOut === undefined ? error : withUnknownOutcome(error, howToFindOut);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #send({ method, path, requestId, bearer, body: sent }: OneboxCall<unknown>): Promise<OneboxAnswer> {
    try {
      const {
        statusCode,
        headers: received,
        body,
      } = await this.#pool.request({
        method,
        path,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          'x-request-id': requestId,
          ...(bearer && { authorization: bearer.toAuthorization() }),
          ...(sent && { 'content-type': 'json' in sent ? jsonType : formType }),
        },
        ...(sent && {
          body: 'json' in sent ? JSON.stringify(sent.json) : new URLSearchParams(sent.form).toString(),
        }),
        signal: AbortSignal.timeout(this.options.timeoutMs),
      });
      const retryAfter = received['retry-after'];
      return {
        status: statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        text: await body.text().catch(undefinedWhereTooLarge),
      };
    } catch (error) {
      throw transportError(error);
    }
  }
}

function undefinedWhereTooLarge(error: unknown): undefined {
  if (!(error instanceof errors.ResponseExceededMaxSizeError)) throw error;
}

function transportError(error: unknown): unknown {
  const { name, code } = error as { name?: string; code?: unknown };
  const details = { cause: error };
  if (name === 'TimeoutError' || /TIMEDOUT|_TIMEOUT$/.test(String(code))) {
    return new OneboxError('timeout', 'Onebox did not answer in time: try again in a moment.', details);
  }
  // The parser calls an answer that stops in its middle an invalid end of file.
  const isMalformed = error instanceof errors.HTTPParserError && code !== 'HPE_INVALID_EOF_STATE';
  if (isMalformed || error instanceof errors.HeadersOverflowError) {
    return brokenContract('it is not HTTP as it should be', details);
  }
  const isOurs = error instanceof errors.InvalidArgumentError || typeof code !== 'string';
  if (isOurs) return error;
  return new OneboxError(
    'unreachable',
    'Onebox could not be reached, or hung up: try again in a moment.',
    details,
  );
}

const mayHaveTakenEffect: Partial<Record<OneboxErrorKind, string>> = {
  timeout: 'Onebox did not answer in time',
  unreachable: 'The connection to Onebox broke',
  failed: 'Onebox failed while answering',
  'contract-broken': 'Onebox sent an answer that cannot be used',
};
const neverSent = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/;

/** The error of a call that must not be made twice: where it may have taken effect, it says so. */
function withUnknownOutcome(error: unknown, howToFindOut: string): unknown {
  if (!(error instanceof OneboxError)) return error;
  const what = mayHaveTakenEffect[error.kind];
  const { retryAt, onebox, cause } = error;
  if (what === undefined || neverSent.test(String((cause as { code?: unknown } | undefined)?.code)))
    return error;
  return new OneboxError(error.kind, `${what}, so it is unknown whether this took effect: ${howToFindOut}`, {
    retryAt,
    onebox,
    isOutcomeUnknown: true,
    cause,
  });
}
