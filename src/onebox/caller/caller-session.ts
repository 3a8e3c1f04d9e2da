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
  type OneboxRequest,
  type OneboxRead,
} from '../client/onebox-request';
import { OneboxError } from '../onebox-error';
import { type OneboxClient } from '../client/onebox-client';
import { type Sharing } from '../policies/policy';
import { isLong, type TimeSlices } from '../bodies/time-slices';
import { attemptAsync } from '../attempt';

/** Who calls, and under which id that is logged here and at Onebox. */
export interface Caller {
  /** The `Authorization` header as it came: it is read when a call needs it. */
  authorization: string | undefined;
  /** Of that header; undefined where there is none. */
  identity: CallerIdentity | undefined;
  /** The network that the request comes from, as far as it is one client's. */
  network: () => string;
  /** The `Cache-Control` header as it came. */
  cacheControl: string | undefined;
  requestId: string;
  /** Told of each attempt to call Onebox. */
  observer: CallObserver;
  /** Cancelled when nobody waits for the answer any more, or when the operation has had its time. Asked for by the first call. */
  cancellation: () => Cancellation;
}

/** What holds for the calls of every caller. */
export interface CallerSessionOptions {
  /** By how much a clock may differ from the one that dates tokens. */
  clockSkewMs: number;
  timeSlices: TimeSlices;
  bodyBudget: BodyBudget;
  now: () => Date;
}

interface SharedRead<T> extends Pick<Caching<T>, 'holdsBody'> {
  joinExisting: boolean;
  remember?: Sharing<T>['remember'] | undefined;
}

interface Identity extends CallOrigin {
  caller: CallerIdentity;
  facts: CallerFacts;
}

/** How one caller's request calls Onebox: as that caller, within that caller's bounds. */
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

  /** The site that the caller's token is for; undefined where it does not say. Throws as a call does without a token. */
  get siteId(): string | undefined {
    return this.#identify().facts.siteId;
  }

  /** Makes a call for which no token is needed. */
  async callWithoutToken<T>(call: OneboxRequest<T>): Promise<T> {
    const { requestId, observer, network } = this.caller;
    const operation = this.#operation;
    return this.#send(call, {
      requestId,
      observer,
      bearer: undefined,
      caller: undefined,
      network,
      operation,
    });
  }

  /** Reads: together with whoever of the same caller reads the same at this moment, unless it is asked for `bypassCache`. */
  get<T>(call: OneboxRead<T>, { bypassCache = false } = {}): Promise<T> {
    return this.#share(call, { joinExisting: !bypassCache });
  }

  /** Reads from the cache, else as {@link get} does, and remembers the body where the caller's request allows it. */
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
    const share = (remember?: Sharing<T>['remember']): Promise<T> =>
      this.#share(call, { joinExisting: !bypassesCache, remember, holdsBody });
    if (entries === undefined) return share();
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
      const answer = await this.#readCached(call, textOf(cached), holdsBody);
      if (!(answer instanceof OneboxError) && isComplete(answer)) {
        caller.accept();
        observer.cacheUsed('hit');
        return answer;
      }
    }
    observer.cacheUsed(bypassesCache ? 'bypass' : 'miss');
    if (directives.includes('no-store')) return share();
    return share((text, answer) => {
      void entries.set(path, text, expiresAt);
      // Only of a new body: of a remembered one it would outlive that.
      const made = derived?.of(answer);
      if (derived !== undefined && made !== undefined) {
        void entries.setDerived(path, derived.name, made, expiresAt);
      }
    });
  }

  /** Changes something: what the caller has read so far, and what is on its way, may be no longer so. */
  async change<T>(call: OneboxRequest<T>): Promise<T> {
    return this.#send(call, this.#identify());
  }

  /** Forgets what is remembered of a path for this caller. */
  async forget(path: string): Promise<void> {
    await this.#identify().facts.entries?.delete(path);
  }

  /** Releases the bodies that were read: nothing of the request is to come any more. */
  release(): void {
    this.#bodies.release();
  }

  /** What a text from the cache says; the error where it says nothing. Throws an OneboxError where there is no room for it. */
  async #readCached<T>(
    { read, readInSlices, isPlain = false }: OneboxRead<T>,
    text: string,
    holdsBody: (answer: T) => boolean = always,
  ): Promise<T | OneboxError> {
    const slices = isLong(text) ? this.options.timeSlices.begin() : undefined;
    await slices?.next();
    const body = this.options.bodyBudget.beginBody();
    try {
      body.grow(text.length);
      const value = isPlain ? (JSON.parse(text) as unknown) : parseLosslessJson(text);
      const json = { value, text, isPlain };
      const answer = await attemptAsync(
        async () => (slices && readInSlices?.(json, body, slices)) ?? read(json, body),
      );
      if (!(answer instanceof OneboxError) && holdsBody(answer)) this.#bodies.hold(body);
      return answer;
    } finally {
      body.drop();
    }
  }

  #share<T>(call: OneboxRead<T>, { joinExisting, remember = ignore, holdsBody }: SharedRead<T>): Promise<T> {
    const { readerKey } = call;
    return this.#send(call, this.#identify(), { readerKey, joinExisting, remember }, holdsBody);
  }

  async #send<T>(
    request: OneboxRequest<T>,
    origin: CallOrigin,
    sharing?: Sharing<T>,
    holdsBody: (answer: T) => boolean = always,
  ): Promise<T> {
    const { answer } = await this.http.call({
      request,
      origin,
      sharing,
      receive: (answer, body) => {
        if (holdsBody(answer)) this.#bodies.hold(body);
      },
      onBody: undefined,
      isSole: undefined,
      cancellation: this.caller.cancellation(),
      deadlineMs: Infinity,
      attempt: 1,
    });
    return answer;
  }

  /** Throws an OneboxError where there is no token, none that is one, or one that says that it is over. */
  #identify(): Identity {
    this.#identity ??= this.#readIdentity();
    return this.#identity;
  }

  #readIdentity(): Identity {
    const { authorization, identity, requestId, observer, network } = this.caller;
    const bearer = BearerToken.fromAuthorization(authorization);
    if (identity === undefined) throw new Error('A caller with a token has an identity.');
    const { clockSkewMs, now } = this.options;
    const facts = identity.factsOf(bearer);
    if (facts.expiresAt !== undefined && now().getTime() > facts.expiresAt.getTime() + clockSkewMs) {
      throw new OneboxError('token-expired', 'The bearer token has expired: sign in to Onebox again.');
    }
    return { requestId, observer, bearer, caller: identity, network, operation: this.#operation, facts };
  }
}

function ignore(): void {
  // Nothing is remembered.
}

function always(): boolean {
  return true;
}
