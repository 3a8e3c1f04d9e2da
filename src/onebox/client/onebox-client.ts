import { type Dispatcher } from 'undici';
import buildConnector from 'undici/lib/core/connect.js';
import Pool from 'undici/lib/dispatcher/pool.js';

import { type BearerToken } from '../caller/bearer-token';
import { type BodyBudget, type ReceivedBody } from '../bodies/body-budget';
import { hasTooManyValues } from '../bodies/body-values';
import { type Cancellation } from './cancellation';
import { exchange, type Exchange, isInformational, textOf } from './http/http-exchange';
import { HttpClient } from './http/http-client';
import { type JsonBody, readResponse, type ResponseOptions } from './onebox-response';
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
import { type UpstreamObserver, type UpstreamOptions } from './upstream-options';

const maxHeaderBytes = 16 * 1024;

/** The options of a {@link OneboxClient}. */
export interface OneboxClientOptions {
  /** The origin of the Onebox API. No other server gets a bearer token. */
  apiOrigin: string;
  upstream: UpstreamOptions;
  /** The maximum number of calls of one operation. */
  maxCalls: number;
  /** How long at most a caller with an exhausted quota makes no calls. 0 turns the back-off off. */
  quotaBackoffMs: number;
  observer: UpstreamObserver;
  /** The UTC offset of Onebox's wall clock, such as `+07:00`. */
  utcOffset: string;
  timeSlices: TimeSlices;
  bodyBudget: BodyBudget;
  now: () => Date;
}

type ReadBody = Omit<Decoded, 'body'>;

/** The connections to Onebox, which all callers share. It stores nothing of a caller after the call. */
export class OneboxClient {
  readonly #pool: Pool;
  /** For changes, whose speed does not matter, and for reads that fail in undici. */
  readonly #httpClient: HttpClient;
  readonly #sockets = new ParsedSockets(new ParsingTurns());
  readonly #bulkhead: Bulkhead;
  readonly #circuitBreaker: CircuitBreaker;
  readonly #call: Next;

  constructor(private readonly options: OneboxClientOptions) {
    const { apiOrigin, upstream, maxCalls, quotaBackoffMs, observer, timeSlices, now } = options;
    this.#pool = new Pool(apiOrigin, {
      // Each connection has one call. Further calls wait in the bulkhead.
      connections: upstream.maxInFlight,
      pipelining: 1,
      connect: this.#connector(upstream.connectTimeoutMs),
      headersTimeout: upstream.headersTimeoutMs,
      bodyTimeout: upstream.bodyTimeoutMs,
      maxResponseSize: upstream.maxBodyBytes,
      maxHeaderSize: maxHeaderBytes,
    });
    this.#httpClient = new HttpClient({
      origin: apiOrigin,
      maxHeaderBytes,
      upstream,
      sockets: this.#sockets,
    });
    this.#bulkhead = new Bulkhead({ ...upstream, now, onShed: observer.onShed });
    this.#circuitBreaker = new CircuitBreaker({ ...upstream, now, observer });
    this.#call = compose(
      [
        callLimit(maxCalls),
        deduplicate(timeSlices),
        quotaBackoff({ backoffMs: quotaBackoffMs, now }),
        unknownOutcome,
        deadline(upstream.callTimeoutMs),
        retry(upstream, observer.onRetry),
        this.#bulkhead.policy,
        this.#circuitBreaker.policy,
      ],
      this.#exchange,
    );
  }

  /** The numbers of calls in flight, of queued calls, and of callers with an open circuit of their own. */
  get load(): Bulkhead['load'] & { openCallers: number } {
    return { ...this.#bulkhead.load, openCallers: this.#circuitBreaker.openCallers };
  }

  /**
   * Makes a call through the policies, without following redirects. Throws an OneboxError, or the reason of the cancellation.
   * A change continues when its client disconnects.
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
    const { request, origin, hasOneWaiter, cancellation, attempt } = call;
    const { bearer, requestId, observer, operation } = origin;
    const { onAttempt } = this.options.observer;
    const observed = new ObservedAttempt(observer, request.endpoint, attempt);
    const sent = dispatchOptions(request, bearer, requestId, observed.traceHeaders);
    const held = this.options.bodyBudget.beginBody(operation.bodies, hasOneWaiter);
    return this.#send(sent, cancellation, held)
      .then((exchanged) => {
        observed.received(exchanged.statusCode);
        return exchanged.body !== undefined && isLong(exchanged.body)
          ? this.#readLong(exchanged, call, held)
          : this.#read(exchanged, call, held);
      })
      .then(
        ({ value, text }) => {
          observed.succeeded();
          onAttempt('ok');
          origin.caller?.accept();
          return { value, text, body: held };
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
    return { value: request.read(json, held), text: json.text };
  }

  /** As `#read`, but in time slices, so that other requests are served in between. */
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
    const value = await (request.readInSlices?.(json, held, slices) ?? request.read(json, held));
    return { value, text: json.text };
  }

  #bodyOf(
    { statusCode, headers, body }: Exchange,
    request: OneboxRequest<unknown>,
    bearer?: BearerToken,
  ): JsonBody {
    const retryAfter = headers['retry-after'];
    const response = {
      status: statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
      text: body && textOf(body),
    };
    return readResponse(response, request.isLossy === true, () => this.#settingOf(request, bearer));
  }

  #settingOf(
    { secrets, notFound, unauthorized, passesOnFacebook }: OneboxRequest<unknown>,
    bearer: BearerToken | undefined,
  ): ResponseOptions {
    return {
      now: this.options.now(),
      utcOffset: this.options.utcOffset,
      withoutSecrets: (message) =>
        (secrets?.() ?? []).reduce(withoutSecret, bearer?.removedFrom(message) ?? message),
      notFound,
      unauthorized,
      passesOnFacebook,
    };
  }
}
