import { type Dispatcher } from 'undici';
import Pool from 'undici/lib/dispatcher/pool.js';

import { type BearerToken } from '../caller/bearer-token';
import { type BodyBudget, type ReceivedBody } from '../bodies/body-budget';
import { hasTooManyValues } from '../bodies/body-values';
import { type CallOutcome } from './call-observer';
import { Cancellation } from './cancellation';
import { Circuit } from '../policies/circuit-breaker';
import { exchange, type Exchange, isInformational, textOf } from './http-exchange';
import { HttpClient } from './http-client';
import { type JsonBody, readResponse } from './onebox-response';
import { type CallOrigin, dispatchOptions, type OneboxRequest } from './onebox-request';
import { CallerGone, gatewayBusy, OneboxError } from '../onebox-error';
import { withoutSecret } from '../redaction/known-secrets';
import { Retries } from '../policies/retry';
import { isLong, type TimeSlices } from '../bodies/time-slices';
import { withUnknownOutcome } from './unknown-outcome';
import { type UpstreamObserver, type UpstreamPolicy } from './upstream-policy';

const maxHeaderBytes = 16 * 1024;

/** How Onebox is called. */
export interface OneboxClientOptions {
  /** The API's origin: the only place that a bearer token goes to. */
  apiOrigin: string;
  policy: UpstreamPolicy;
  observer: UpstreamObserver;
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
  timeSlices: TimeSlices;
  bodyBudget: BodyBudget;
  now: () => Date;
}

/** What was read, and the body that it was read from. */
export interface DecodedResponse<T> {
  answer: T;
  text: string;
  /** Reserved for whoever receives it, who takes or drops it. */
  body: ReceivedBody;
}

type ReadBody<T> = Omit<DecodedResponse<T>, 'body'>;

/** The connections to Onebox, shared by all callers; what it is given for one call it keeps for that call only. */
export class OneboxClient {
  readonly #pool: Pool;
  /** For changes, whose speed does not matter, and for reads that undici cannot make. */
  readonly #httpClient: HttpClient;
  readonly #retries: Retries;
  readonly #circuit: Circuit;
  #running = 0;

  constructor(private readonly options: OneboxClientOptions) {
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
    this.#httpClient = new HttpClient({ origin: apiOrigin, maxHeaderBytes, policy });
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
   * Calls within the policy's bounds. No redirect is followed. Throws an OneboxError for everything else, or the reason of
   * `cancellation`, which cuts the call short: but what changes something goes on where only its caller has gone.
   */
  call<T>(
    call: OneboxRequest<T>,
    origin: CallOrigin,
    cancellation: Cancellation,
  ): Promise<DecodedResponse<T>> {
    if (cancellation.reason !== undefined) return Promise.reject(cancellation.reason);
    const { method, recoveryHint } = call;
    const { callTimeoutMs } = this.options.policy;
    const ending = new Cancellation();
    const deadline = setTimeout(() => {
      ending.cancel(new OneboxError('timeout', 'Onebox did not answer in time: try again in a moment.'));
    }, callTimeoutMs);
    const cutShort = (reason: Error): void => {
      if (method === 'GET' || !(reason instanceof CallerGone)) ending.cancel(reason);
    };
    cancellation.listen(cutShort);
    const attempt = (): Promise<DecodedResponse<T>> => this.#attempt(call, origin, ending);
    const end = (): void => {
      clearTimeout(deadline);
      cancellation.forget(cutShort);
    };
    const read =
      method === 'GET' ? this.#retries.run(Date.now() + callTimeoutMs, ending, attempt) : attempt();
    return read.then(
      (reading) => {
        end();
        return reading;
      },
      (error: unknown) => {
        end();
        throw recoveryHint === undefined ? error : withUnknownOutcome(error, recoveryHint);
      },
    );
  }

  async close(): Promise<void> {
    this.#httpClient.close();
    await this.#pool.destroy();
  }

  #attempt<T>(
    call: OneboxRequest<T>,
    origin: CallOrigin,
    cancellation: Cancellation,
  ): Promise<DecodedResponse<T>> {
    const { policy, observer, now } = this.options;
    if (this.#running >= policy.maxInFlight + policy.maxQueued) {
      observer.onShed('calls');
      return Promise.reject(gatewayBusy(now()));
    }
    this.#running += 1;
    return this.#circuit
      .run(() => this.#exchange(call, origin, cancellation))
      .then(
        (reading) => {
          this.#running -= 1;
          observer.onAttempt('ok');
          return reading;
        },
        (error: unknown) => {
          this.#running -= 1;
          observer.onAttempt(outcomeOf(error));
          throw error;
        },
      );
  }

  #exchange<T>(
    call: OneboxRequest<T>,
    { bearer, requestId, observer, bodies, isSole }: CallOrigin,
    cancellation: Cancellation,
  ): Promise<DecodedResponse<T>> {
    const observed = observer.begin(call.endpoint);
    const request = dispatchOptions(call, bearer, requestId, observed.traceHeaders);
    // What is long waits for its turn, which is not Onebox's time.
    let receivedAtMs: number | undefined;
    const held = this.options.bodyBudget.beginBody(bodies, isSole);
    return this.#send(request, cancellation, held)
      .then((exchanged) => {
        receivedAtMs = performance.now();
        return exchanged.body !== undefined && isLong(exchanged.body)
          ? this.#readLong(exchanged, call, bearer, held)
          : this.#read(exchanged, call, bearer, held);
      })
      .then(
        ({ answer, text }) => {
          observed.end('ok', receivedAtMs);
          return { answer, text, body: held };
        },
        (error: unknown) => {
          held.drop();
          observed.end(outcomeOf(error), receivedAtMs);
          throw error;
        },
      );
  }

  #send(
    request: Dispatcher.DispatchOptions,
    cancellation: Cancellation,
    held: ReceivedBody,
  ): Promise<Exchange> {
    if (request.method !== 'GET') return this.#httpClient.exchange(request, cancellation, held);
    return exchange(this.#pool, request, cancellation, held).catch((error: unknown) => {
      if (isInformational(error)) return this.#httpClient.exchange(request, cancellation, held);
      throw error;
    });
  }

  #read<T>(
    exchanged: Exchange,
    call: OneboxRequest<T>,
    bearer: BearerToken | undefined,
    held: ReceivedBody,
  ): ReadBody<T> {
    const body = this.#bodyOf(exchanged, call, bearer);
    return { answer: call.read(body, held), text: body.text };
  }

  /** As read, but in slices of time, so that others are served in between. */
  async #readLong<T>(
    exchanged: Exchange,
    call: OneboxRequest<T>,
    bearer: BearerToken | undefined,
    held: ReceivedBody,
  ): Promise<ReadBody<T>> {
    const slices = this.options.timeSlices.begin();
    await slices.next();
    const { body } = exchanged;
    const isReadable = body !== undefined && !hasTooManyValues(body);
    const json = this.#bodyOf(isReadable ? exchanged : { ...exchanged, body: undefined }, call, bearer);
    if (slices.isOver()) await slices.next();
    const answer = await (call.readInSlices?.(json, held, slices) ?? call.read(json, held));
    return { answer, text: json.text };
  }

  #bodyOf(
    { statusCode, headers, body }: Exchange,
    { secrets = [], notFound, unauthorized, passesOnFacebook, isPlain }: OneboxRequest<unknown>,
    bearer: BearerToken | undefined,
  ): JsonBody {
    const retryAfter = headers['retry-after'];
    return readResponse(
      {
        status: statusCode,
        retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
        text: body && textOf(body),
      },
      {
        now: this.options.now(),
        utcOffset: this.options.utcOffset,
        withoutSecrets: (said) => secrets.reduce(withoutSecret, bearer?.removedFrom(said) ?? said),
        notFound,
        unauthorized,
        passesOnFacebook,
        isPlain,
      },
    );
  }
}

function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof OneboxError) return error.kind;
  return error instanceof CallerGone ? 'cancelled' : 'unexpected';
}
