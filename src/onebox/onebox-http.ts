import { errors, Pool } from 'undici';

import { type BearerToken } from './bearer-token';
import { type AnswerSetting, readAnswer } from './onebox-answer';
import { brokenContract, OneboxError } from './onebox-error';

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
export interface OneboxCall {
  path: string;
  bearer: BearerToken;
  requestId: string;
  notFound: AnswerSetting['notFound'];
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

  /** `GET` a JSON value. No redirect is followed. Throws an OneboxError for everything that is not that value. */
  async get({ path, bearer, requestId, notFound }: OneboxCall): Promise<unknown> {
    const answer = await this.#send(path, {
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: bearer.toAuthorization(),
      'x-request-id': requestId,
    });
    return readAnswer(answer, {
      now: this.options.now(),
      utcOffset: this.options.utcOffset,
      withoutSecrets: (text) => bearer.removedFrom(text),
      notFound,
    });
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #send(path: string, headers: Record<string, string>) {
    try {
      const {
        statusCode,
        headers: received,
        body,
      } = await this.#pool.request({
        method: 'GET',
        path,
        headers,
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
