import { type Dispatcher } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import Pool from 'undici/lib/dispatcher/pool.js';

import { type BearerToken } from '../caller/bearer-token';
import { type BodyBudget, type ReceivedBody } from '../bodies/body-budget';
import { hasTooManyValues } from '../bodies/body-values';
import { type Cancellation } from './cancellation';
import { exchange, type Exchange, isInformational, textOf } from './http/http-exchange';
import { HttpClient } from './http/http-client';
import { type JsonBody, readResponse } from './onebox-response';
import { dispatchOptions, type OneboxRequest } from './onebox-request';
import { ParsedSockets } from './http/parsed-sockets';
import { ParsingTurns } from './http/parsing-turns';
import { ObservedAttempt, outcomeOf } from './observed-attempt';
import { withoutSecret } from '../redaction/known-secrets';
import { Bulkhead } from '../policies/bulkhead';
import { callLimit } from '../policies/call-limit';
import { CircuitBreaker } from '../policies/circuit/circuit-breaker';
import { deadline } from '../policies/deadline';
import { deduplicate } from '../policies/deduplicate';
import { type Call, compose, type Decoded, type Next } from '../policies/policy';
import { quotaBackoff } from '../policies/quota-backoff';
import { retry } from '../policies/retry';
import { unknownOutcome } from '../policies/unknown-outcome';
import { isLong, type TimeSlices } from '../bodies/time-slices';
import { type UpstreamObserver, type UpstreamPolicy } from './upstream-policy';

const maxHeaderBytes = 16 * 1024;

/** How Onebox is called. */
export interface OneboxClientOptions {
  /** The API's origin: the only place that a bearer token goes to. */
  apiOrigin: string;
  policy: UpstreamPolicy;
  /** How many calls one operation may take. */
  maxCalls: number;
  /** For how long at most a caller's calls are not made after its quota was used up; 0: they are always made. */
  quotaBackoffMs: number;
  observer: UpstreamObserver;
  /** Onebox's wall clock, as `+07:00`. */
  utcOffset: string;
  timeSlices: TimeSlices;
  bodyBudget: BodyBudget;
  now: () => Date;
}

type ReadBody = Omit<Decoded, 'body'>;

/** The connections to Onebox, shared by all callers; what it is given for one call it keeps for that call only. */
export class OneboxClient {
  readonly #pool: Pool;
  /** For changes, whose speed does not matter, and for reads that undici cannot make. */
  readonly #httpClient: HttpClient;
  readonly #sockets = new ParsedSockets(new ParsingTurns());
  readonly #bulkhead: Bulkhead;
  readonly #circuitBreaker: CircuitBreaker;
  readonly #call: Next;

  constructor(private readonly options: OneboxClientOptions) {
    const { apiOrigin, policy, maxCalls, quotaBackoffMs, observer, timeSlices, now } = options;
    this.#pool = new Pool(apiOrigin, {
      // One call a connection: the others wait in the bulkhead.
      connections: policy.maxInFlight,
      pipelining: 1,
      connect: this.#connector(policy.connectTimeoutMs),
      headersTimeout: policy.headersTimeoutMs,
      bodyTimeout: policy.bodyTimeoutMs,
      maxResponseSize: policy.maxBodyBytes,
      maxHeaderSize: maxHeaderBytes,
    });
    this.#httpClient = new HttpClient({ origin: apiOrigin, maxHeaderBytes, policy, sockets: this.#sockets });
    this.#bulkhead = new Bulkhead({ ...policy, now, onShed: observer.onShed });
    this.#circuitBreaker = new CircuitBreaker({ ...policy, now, observer });
    this.#call = compose(
      [
        callLimit(maxCalls),
        deduplicate(timeSlices),
        quotaBackoff({ backoffMs: quotaBackoffMs, now }),
        unknownOutcome,
        deadline(policy.callTimeoutMs),
        retry(policy, observer.onRetry),
        this.#bulkhead.policy,
        this.#circuitBreaker.policy,
      ],
      this.#exchange,
    );
  }

  /** How many calls are at Onebox and in the queue, and how many callers have an open circuit of their own. */
  get load(): Bulkhead['load'] & { openCallers: number } {
    return { ...this.#bulkhead.load, openCallers: this.#circuitBreaker.openCallers };
  }

  /**
   * Calls within the bounds of the policies. No redirect is followed. Throws an OneboxError for everything else, or the
   * reason of the call's cancellation, which cuts it short: but a change goes on where only its caller has gone.
   */
  call<T>(call: Call<T>): Promise<Decoded<T>> {
    return this.#call(call) as Promise<Decoded<T>>;
  }

  async close(): Promise<void> {
    this.#httpClient.close();
    await this.#pool.destroy();
  }

  #connector(timeoutMs: number): buildConnector.connector {
    const connect = buildConnector({ timeout: timeoutMs });
    return (options, connected) => {
      connect(options, (...[error, socket]) => {
        if (error !== null) {
          connected(error, null);
          return;
        }
        this.#sockets.boundReads(socket);
        connected(null, socket);
      });
    };
  }

  readonly #exchange: Next = (call) => {
    const { request: asked, origin, isSole, cancellation, attempt } = call;
    const { bearer, requestId, observer, operation } = origin;
    const { onAttempt } = this.options.observer;
    const observed = new ObservedAttempt(observer, asked.endpoint, attempt);
    const request = dispatchOptions(asked, bearer, requestId, observed.traceHeaders);
    const held = this.options.bodyBudget.beginBody(operation.bodies, isSole);
    return this.#send(request, cancellation, held)
      .then((exchanged) => {
        observed.received(exchanged.statusCode);
        return exchanged.body !== undefined && isLong(exchanged.body)
          ? this.#readLong(exchanged, call, held)
          : this.#read(exchanged, call, held);
      })
      .then(
        ({ answer, text }) => {
          observed.succeeded();
          onAttempt('ok');
          origin.caller?.accept();
          return { answer, text, body: held };
        },
        (error: unknown) => {
          held.drop();
          observed.failed(error);
          onAttempt(outcomeOf(error));
          throw error;
        },
      );
  };

  #send(
    request: Dispatcher.DispatchOptions,
    cancellation: Cancellation,
    held: ReceivedBody,
  ): Promise<Exchange> {
    if (request.method !== 'GET') return this.#httpClient.exchange(request, cancellation, held);
    return exchange(this.#pool, request, cancellation, held, this.#sockets).catch((error: unknown) => {
      if (isInformational(error)) return this.#httpClient.exchange(request, cancellation, held);
      throw error;
    });
  }

  #read(exchanged: Exchange, { request, origin, onBody }: Call, held: ReceivedBody): ReadBody {
    const json = this.#bodyOf(exchanged, request, origin.bearer);
    onBody?.(json, held);
    return { answer: request.read(json, held), text: json.text };
  }

  /** As read, but in slices of time, so that others are served in between. */
  async #readLong(
    exchanged: Exchange,
    { request, origin, onBody }: Call,
    held: ReceivedBody,
  ): Promise<ReadBody> {
    const slices = this.options.timeSlices.begin();
    await slices.next();
    const { body } = exchanged;
    const isReadable = body !== undefined && !hasTooManyValues(body);
    const json = this.#bodyOf(
      isReadable ? exchanged : { ...exchanged, body: undefined },
      request,
      origin.bearer,
    );
    if (slices.isOver()) await slices.next();
    onBody?.(json, held);
    const answer = await (request.readInSlices?.(json, held, slices) ?? request.read(json, held));
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
