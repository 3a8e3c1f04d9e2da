import { setImmediate } from 'node:timers/promises';

import { errors, Pool } from 'undici';

import { type BearerToken } from './bearer-token';
import { type CallObserver, type CallOutcome, endpointOf } from './call-observer';
import { Circuit } from './circuit';
import { exchange } from './http-exchange';
import { type AnswerSetting, type OneboxAnswer, readAnswer } from './onebox-answer';
import { brokenContract, CallerGone, gatewayBusy, OneboxError, type OneboxErrorKind } from './onebox-error';
import { withoutSecret } from './redacted';
import { Retries } from './retries';
import { type UpstreamObserver, type UpstreamPolicy } from './upstream-policy';

const longAnswerLength = 256 * 1024;
const jsonType = 'application/json';
const maxHeaderBytes = 16 * 1024;
const formType = 'application/x-www-form-urlencoded';

/** How Onebox is called. */
export interface OneboxHttpOptions {
  /** The API's origin: the only place that a bearer token goes to. */
  apiOrigin: string;
  policy: UpstreamPolicy;
  observer: UpstreamObserver;
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
  now: () => Date;
}

/** One call to Onebox. */
export interface OneboxCall<T> extends Pick<AnswerSetting, 'notFound' | 'unauthorized'> {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  requestId: string;
  observer: CallObserver;
  bearer?: BearerToken;
  body?: { json: object } | { form: Record<string, string> };
  /** What of the body must not come back in an error, should Onebox repeat it. */
  secrets?: readonly string[];
  /** Reads the JSON value answered; `text` is the body. Throws an OneboxError of kind `contract-broken`. */
  read: (body: unknown, text: string) => T;
  /** For a call that must not be made twice: how to find out whether it took effect, where that is unknown. */
  howToFindOut?: string;
  /** Cuts the call short. What changes something is not cut short because its caller has gone. */
  signal: AbortSignal;
}

/** The connections to Onebox, shared by all callers; what it is given for one call it keeps for that call only. */
export class OneboxHttp {
  readonly #pool: Pool;
  readonly #retries: Retries;
  readonly #circuit: Circuit;
  #running = 0;

  constructor(private readonly options: OneboxHttpOptions) {
    const { apiOrigin, policy, observer, now } = options;
    this.#pool = new Pool(apiOrigin, {
      // One call a connection: what is more waits its turn here.
      connections: policy.maxInFlight,
      pipelining: 1,
      connect: { timeout: policy.connectTimeoutMs },
      headersTimeout: policy.headersTimeoutMs,
      bodyTimeout: policy.bodyTimeoutMs,
      maxResponseSize: policy.maxBodyBytes,
      maxHeaderSize: maxHeaderBytes,
    });
    this.#retries = new Retries(policy, observer.onRetry);
    this.#circuit = new Circuit(policy, { now, onChange: observer.onCircuit });
  }

  /** How many calls are at Onebox, and how many wait for their turn. */
  get load(): { inFlight: number; queued: number } {
    const { maxInFlight } = this.options.policy;
    return {
      inFlight: Math.min(this.#running, maxInFlight),
      queued: Math.max(0, this.#running - maxInFlight),
    };
  }

  /**
   * Calls within the policy's bounds, and gives what was read. No redirect is followed. Throws an OneboxError for
   * everything else, or the reason of the call's signal.
   */
  async call<T>(call: OneboxCall<T>): Promise<T> {
    const { signal, method, howToFindOut } = call;
    signal.throwIfAborted();
    const { callTimeoutMs } = this.options.policy;
    const ending = new AbortController();
    const deadline = setTimeout(() => {
      ending.abort(new OneboxError('timeout', 'Onebox did not answer in time: try again in a moment.'));
    }, callTimeoutMs);
    const cutShort = (): void => {
      if (method === 'GET' || !(signal.reason instanceof CallerGone)) ending.abort(signal.reason);
    };
    signal.addEventListener('abort', cutShort);
    try {
      if (method !== 'GET') return await this.#attempt(call, ending.signal);
      return await this.#retries.run({ deadlineMs: Date.now() + callTimeoutMs, signal: ending.signal }, () =>
        this.#attempt(call, ending.signal),
      );
    } catch (error) {
      throw howToFindOut === undefined ? error : withUnknownOutcome(error, howToFindOut);
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', cutShort);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #attempt<T>(call: OneboxCall<T>, signal: AbortSignal): Promise<T> {
    const { policy, observer, now } = this.options;
    if (this.#running >= policy.maxInFlight + policy.maxQueued) {
      observer.onShed();
      throw gatewayBusy(now());
    }
    this.#running += 1;
    try {
      const answer = await this.#circuit.run(() => this.#observe(call, signal));
      observer.onAttempt('ok');
      return answer;
    } catch (error) {
      observer.onAttempt(outcomeOf(error));
      throw error;
    } finally {
      this.#running -= 1;
    }
  }

  async #observe<T>(call: OneboxCall<T>, signal: AbortSignal): Promise<T> {
    const observed = call.observer.begin(endpointOf(call));
    try {
      const answer = await this.#ask(call, signal, observed.traceparent);
      observed.end('ok');
      return answer;
    } catch (error) {
      observed.end(outcomeOf(error));
      throw error;
    }
  }

  async #ask<T>(call: OneboxCall<T>, signal: AbortSignal, traceparent: string | undefined): Promise<T> {
    const { bearer, secrets = [], notFound, unauthorized, read } = call;
    const answer = await this.#send(call, signal, traceparent);
    // What takes long is done piece by piece, so that others are served in between.
    const isLong = (answer.text?.length ?? 0) > longAnswerLength;
    if (isLong) await setImmediate();
    const { value, text } = readAnswer(answer, {
      now: this.options.now(),
      utcOffset: this.options.utcOffset,
      withoutSecrets: (text) => secrets.reduce(withoutSecret, bearer?.removedFrom(text) ?? text),
      notFound,
      unauthorized,
    });
    if (isLong) await setImmediate();
    return read(value, text);
  }

  async #send(
    { method, path, requestId, bearer, body: sent }: OneboxCall<unknown>,
    signal: AbortSignal,
    traceparent: string | undefined,
  ): Promise<OneboxAnswer> {
    try {
      const { statusCode, headers, text } = await exchange(
        this.#pool,
        {
          method,
          path,
          headers: {
            accept: 'application/json',
            'accept-encoding': 'identity',
            'x-request-id': requestId,
            ...(traceparent !== undefined && { traceparent }),
            ...(bearer && { authorization: bearer.toAuthorization() }),
            ...(sent && { 'content-type': 'json' in sent ? jsonType : formType }),
          },
          ...(sent && {
            body: 'json' in sent ? JSON.stringify(sent.json) : new URLSearchParams(sent.form).toString(),
          }),
        },
        signal,
      );
      const retryAfter = headers['retry-after'];
      return {
        status: statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        text,
      };
    } catch (error) {
      throw signal.aborted ? signal.reason : transportError(error);
    }
  }
}

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof OneboxError) return error.kind;
  return error instanceof CallerGone ? 'cancelled' : 'unforeseen';
}

function transportError(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  const details = { cause: error };
  if (/TIMEDOUT|_TIMEOUT$/.test(String(code))) {
    return new OneboxError('timeout', 'Onebox did not answer in time: try again in a moment.', details);
  }
  // The parser calls an answer that stops in its middle an invalid end of file.
  const isMalformed =
    (error instanceof errors.HTTPParserError && code !== 'HPE_INVALID_EOF_STATE') ||
    error instanceof errors.HeadersOverflowError ||
    error instanceof errors.ResponseContentLengthMismatchError;
  if (isMalformed) {
    return brokenContract('it is not HTTP as it should be', details);
  }
  const isOurs = error instanceof errors.InvalidArgumentError || typeof code !== 'string';
  if (isOurs) return error;
  return new OneboxError('unreachable', 'Onebox could not be reached, or hung up: try again in a moment.', {
    ...details,
    isPassing: true,
  });
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
