import { type CallObserver } from '../client/call-observer';
import { BearerToken } from './bearer-token';
import { cacheDirectives } from './cache-directives';
import { type Caching } from './caching';
import { type CallerFacts, type CallerIdentity } from './caller-identity';
import { type BodyBudget, type OperationBodies } from '../bodies/body-budget';
import { type Cancellation } from '../client/cancellation';
import { parseLosslessJson } from '../bodies/lossless-json';
import { textOf } from '../client/http/http-exchange';
import {
  type CallingOperation,
  type CallOrigin,
  type Client,
  type OneboxRequest,
  type OneboxRead,
} from '../client/onebox-request';
import { OneboxError } from '../onebox-error';
import { type OneboxClient } from '../client/onebox-client';
import { type Deduplication } from '../policies/policy';
import { isLong, type TimeSlices } from '../bodies/time-slices';
import { toResultAsync } from '../to-result';

/** The caller of a request, and the request id for the logs of the gateway and of Onebox. */
export interface Caller extends Client {
  /** The raw `Authorization` header. It is parsed when a call needs it. */
  readonly authorization: string | undefined;
  /** The identity for that header. Undefined without a header. */
  readonly identity: CallerIdentity | undefined;
  /** The raw `Cache-Control` header. */
  readonly cacheControl: string | undefined;
  readonly requestId: string;
  /** Notified of each attempt to call Onebox. */
  readonly observer: CallObserver;
  /** Cancelled when the client disconnects, or at the deadline of the operation. Created by the first call. */
  readonly cancellation: Cancellation;
}

/** The options that the sessions of all callers share. */
export interface CallerSessionOptions {
  /** The tolerated difference from the clock that dates tokens. */
  clockSkewMs: number;
  timeSlices: TimeSlices;
  bodyBudget: BodyBudget;
  now: () => Date;
}

interface DeduplicatedRead<T> extends Pick<Caching<T>, 'holdsBody'> {
  joinExisting: boolean;
  cache?: Deduplication<T>['cache'] | undefined;
}

interface Identity extends CallOrigin {
  caller: CallerIdentity;
  facts: CallerFacts;
}

/** The calls to Onebox of one request, with the caller's token, limits and cache. */
export class CallerSession {
  #identity: Identity | undefined;
  readonly #bodies: OperationBodies;
  readonly #operation: CallingOperation;

  constructor(
    private readonly http: OneboxClient,
    private readonly caller: Caller,
    private readonly options: CallerSessionOptions,
  ) {
    this.#bodies = options.bodyBudget.beginOperation();
    this.#operation = { calls: 0, bodies: this.#bodies };
  }

  /** The site of the caller's token. Undefined where the token does not name one. Throws an OneboxError without a valid token. */
  get siteId(): string | undefined {
    return this.#identify().facts.siteId;
  }

  /** Makes a call without the caller's token. */
  async callWithoutToken<T>(call: OneboxRequest<T>): Promise<T> {
    const { requestId, observer } = this.caller;
    return this.#send(call, {
      requestId,
      observer,
      bearer: undefined,
      caller: undefined,
      client: this.caller,
      operation: this.#operation,
    });
  }

  /** Reads a path. Joins an equal read of the same caller that is in flight, unless `bypassCache` is set. */
  get<T>(call: OneboxRead<T>, { bypassCache = false } = {}): Promise<T> {
    return this.#read(call, { joinExisting: !bypassCache });
  }

  /** Reads from the cache, or as {@link get} does. Caches the body unless the request has `no-store`. */
  async getCached<T>(
    call: OneboxRead<T>,
    { bypassCache, isComplete, holdsBody, derived }: Caching<T>,
  ): Promise<T> {
    const { path } = call;
    const directives = cacheDirectives(this.caller.cacheControl);
    const { observer } = this.caller;
    const bypassesCache = bypassCache || directives.includes('no-cache');
    const { caller, facts } = this.#identify();
    const { entries, expiresAt } = facts;
    const read = (cache?: Deduplication<T>['cache']): Promise<T> =>
      this.#read(call, { joinExisting: !bypassesCache, cache, holdsBody });
    if (entries === undefined) return await read();
    if (!bypassesCache) {
      const found = derived && (await entries.getDerived(path, derived.name));
      if (found !== undefined) {
        caller.accept();
        observer.cacheUsed('hit');
        return derived?.from(found) as T;
      }
    }
    const cached = bypassesCache ? undefined : await entries.get(path);
    if (cached !== undefined) {
      const value = await this.#readCached(call, textOf(cached), holdsBody);
      if (!(value instanceof OneboxError) && isComplete(value)) {
        caller.accept();
        observer.cacheUsed('hit');
        return value;
      }
    }
    observer.cacheUsed(bypassesCache ? 'bypass' : 'miss');
    if (directives.includes('no-store')) return read();
    return read((text, value) => {
      void entries.set(path, text, expiresAt);
      // Only from a new body: an entry from a cached body would outlive it.
      const entry = derived?.of(value);
      if (derived !== undefined && entry !== undefined) {
        void entries.setDerived(path, derived.name, entry, expiresAt);
      }
    });
  }

  /** Makes a call that changes data. It ends the deduplication of the caller's earlier reads. */
  async change<T>(call: OneboxRequest<T>): Promise<T> {
    return this.#send(call, this.#identify());
  }

  /** Deletes the caller's cached entries of a path. */
  async delete(path: string): Promise<void> {
    await this.#identify().facts.entries?.delete(path);
  }

  /** Releases the bodies that were read, at the end of the request. */
  release(): void {
    this.#bodies.release();
  }

  /** Decodes a text from the cache. Returns the error where it cannot be decoded. Throws an OneboxError where a budget is exceeded. */
  async #readCached<T>(
    { read, readInSlices, isLossy = false }: OneboxRead<T>,
    text: string,
    holdsBody: (value: T) => boolean = always,
  ): Promise<T | OneboxError> {
    const slices = isLong(text) ? this.options.timeSlices.begin() : undefined;
    await slices?.next();
    const body = this.options.bodyBudget.beginBody();
    try {
      body.grow(text.length);
      const parsed = isLossy ? (JSON.parse(text) as unknown) : parseLosslessJson(text);
      const json = { value: parsed, text, isLossy };
      const value = await toResultAsync(
        async () => (slices && readInSlices?.(json, body, slices)) ?? read(json, body),
      );
      if (!(value instanceof OneboxError) && holdsBody(value)) this.#bodies.hold(body);
      return value;
    } finally {
      body.drop();
    }
  }

  #read<T>(
    call: OneboxRead<T>,
    { joinExisting, cache = ignore, holdsBody }: DeduplicatedRead<T>,
  ): Promise<T> {
    const { readerKey } = call;
    return this.#send(call, this.#identify(), { readerKey, joinExisting, cache }, holdsBody);
  }

  async #send<T>(
    request: OneboxRequest<T>,
    origin: CallOrigin,
    deduplication?: Deduplication<T>,
    holdsBody: (value: T) => boolean = always,
  ): Promise<T> {
    const { value } = await this.http.call({
      request,
      origin,
      deduplication,
      receive: (received, body) => {
        if (holdsBody(received)) this.#bodies.hold(body);
      },
      onBody: undefined,
      hasOneWaiter: undefined,
      cancellation: this.caller.cancellation,
      deadlineMs: Infinity,
      attempt: 1,
    });
    return value;
  }

  /** Throws an OneboxError where the token is missing, malformed or expired. */
  #identify(): Identity {
    this.#identity ??= this.#readIdentity();
    return this.#identity;
  }

  #readIdentity(): Identity {
    const { authorization, identity, requestId, observer } = this.caller;
    const bearer = BearerToken.fromAuthorization(authorization);
    if (identity === undefined) throw new Error('A caller with a token has an identity.');
    const { clockSkewMs, now } = this.options;
    const facts = identity.factsOf(bearer);
    if (facts.expiresAt !== undefined && now().getTime() > facts.expiresAt.getTime() + clockSkewMs) {
      throw new OneboxError('token-expired', 'The bearer token has expired: sign in to Onebox again.');
    }
    return {
      requestId,
      observer,
      bearer,
      caller: identity,
      client: this.caller,
      operation: this.#operation,
      facts,
    };
  }
}

function ignore(): void {
  // The value is not cached.
}

function always(): boolean {
  return true;
}
