import { type CallObserver } from './call-observer';
import { BearerToken } from './bearer-token';
import { type BodyBudget, type OperationBodies } from './body-budget';
import { type Cancellation } from './cancellation';
import { type InFlightCalls } from './in-flight-calls';
import { type KnownCaller, type KnownCallers } from './known-callers';
import { letGo } from './let-go';
import { parseLosslessJson } from './lossless-json';
import { type CallOrigin, type OneboxCall } from './onebox-call';
import { OneboxError } from './onebox-error';
import { type OneboxHttp, type OneboxReading } from './onebox-http';
import { type QuotaBackoff } from './quota-backoff';
import { isLong, type TimeSlices } from './time-slices';
import { attemptAsync } from './attempt';

/** Who calls, and under which id that is logged here and at Onebox. */
export interface Caller {
  /** The `Authorization` header as it came: it is read when a call needs it. */
  authorization: string | undefined;
  /** The `Cache-Control` header as it came. */
  cacheControl: string | undefined;
  requestId: string;
  /** Told of each attempt to call Onebox. */
  observer: CallObserver;
  /** Cancelled when nobody waits for the answer any more, or when the operation has had its time. Asked for by the first call. */
  cancellation: () => Cancellation;
}

/** What holds for the calls of every caller. */
export interface CallerCallsOptions {
  /** How many calls one caller's request may take. */
  maxCalls: number;
  /** By how much a clock may differ from the one that dates tokens. */
  clockSkewMs: number;
  knownCallers: KnownCallers;
  inFlight: InFlightCalls;
  quotaBackoff: QuotaBackoff;
  timeSlices: TimeSlices;
  bodyBudget: BodyBudget;
  now: () => Date;
}

/** A call that only reads. */
export interface OneboxRead<T extends object> extends OneboxCall<T> {
  method: 'GET';
}

/** How an answer is remembered. */
export interface Remembering<T> {
  /** Whether what is remembered, or on its way already, will not do. */
  anew: boolean;
  /** Whether an answer may be remembered. */
  isComplete: (answer: T) => boolean;
}

interface Identity extends CallOrigin {
  known: KnownCaller;
}

/** How one caller's request calls Onebox: as that caller, within that caller's bounds. */
export class CallerCalls {
  #count = 0;
  #identity: Identity | undefined;
  /** What was read for this request alone, of long answers. */
  readonly #own: object[] = [];
  readonly #bodies: OperationBodies;

  constructor(
    private readonly http: OneboxHttp,
    private readonly caller: Caller,
    private readonly options: CallerCallsOptions,
  ) {
    this.#bodies = options.bodyBudget.beginOperation();
  }

  /** The site that the caller's token is for; undefined where it does not say. Throws as a call does without a token. */
  get siteId(): string | undefined {
    return this.#identify().known.siteId;
  }

  /** Makes a call for which no token is needed. */
  async callWithoutToken<T>(call: OneboxCall<T>): Promise<T> {
    const { requestId, observer, cancellation } = this.caller;
    const origin = { requestId, observer, bearer: undefined };
    return this.#receiveSole(await this.#send(call, origin, cancellation()));
  }

  /** Reads: together with whoever of the same caller reads the same at this moment, unless it is asked for `anew`. */
  async get<T extends object>(call: OneboxRead<T>, { anew = false } = {}): Promise<T> {
    const { answer } = await this.#share(call, !anew, undefined);
    return answer;
  }

  /** Reads from the cache, else as {@link get} does, and remembers the answer where the caller's request allows it. */
  async getRemembered<T extends object>(
    call: OneboxRead<T>,
    { anew, isComplete }: Remembering<T>,
  ): Promise<T> {
    const { path, read, readInSlices } = call;
    const directives = directivesOf(this.caller.cacheControl);
    const isAnew = anew || directives.includes('no-cache');
    const { entries, expiresAt } = this.#identify().known;
    const remembered = isAnew ? undefined : await entries?.find(path);
    if (remembered !== undefined) {
      this.#holdRemembered(remembered);
      const slices = isLong(remembered) ? this.options.timeSlices.begin() : undefined;
      await slices?.next();
      const answer = await attemptAsync(async () => {
        const body = parseLosslessJson(remembered);
        return slices === undefined || readInSlices === undefined ? read(body) : readInSlices(body, slices);
      });
      if (slices?.isOver() === true) await slices.next();
      if (!(answer instanceof OneboxError)) return this.#owned(answer, remembered);
    }
    const remember =
      entries === undefined || directives.includes('no-store')
        ? undefined
        : async ({ answer, text }: OneboxReading<T>): Promise<void> => {
            if (isComplete(answer)) await entries.keep(path, text, expiresAt);
          };
    const { answer } = await this.#share(call, !isAnew, remember);
    return answer;
  }

  /** Changes something: what the caller has read so far, and what is on its way, may be no longer so. */
  async change<T>(call: OneboxCall<T>): Promise<T> {
    const identity = this.#identify();
    const { id } = identity.known;
    const { inFlight, quotaBackoff } = this.options;
    const cancellation = this.caller.cancellation();
    try {
      return this.#receiveSole(await quotaBackoff.run(id, () => this.#send(call, identity, cancellation)));
    } finally {
      inFlight.forget(id);
    }
  }

  /** Forgets what is remembered of a path for this caller. */
  async forget(path: string): Promise<void> {
    await this.#identify().known.entries?.forget(path);
  }

  /** Lets go of what was read: nothing of the request is to come any more. */
  letGo(): void {
    this.#own.forEach(letGo);
    this.#bodies.release();
  }

  #owned<T extends object>(answer: T, text: string): T {
    if (isLong(text)) this.#own.push(answer);
    return answer;
  }

  /** Holds the body of a text from the cache. Throws an OneboxError where there is no room for it. */
  #holdRemembered(text: string): void {
    const body = this.options.bodyBudget.beginBody();
    try {
      body.grow(text.length);
      this.#bodies.hold(body);
    } finally {
      body.drop();
    }
  }

  /** What was read for this request alone. Throws an OneboxError where that makes its bodies too large. */
  #receiveSole<T>({ answer, body }: OneboxReading<T>): T {
    try {
      this.#bodies.hold(body);
    } finally {
      body.drop();
    }
    return answer;
  }

  #share<T extends object>(
    call: OneboxRead<T>,
    join: boolean,
    remember: ((reading: OneboxReading<T>) => Promise<void>) | undefined,
  ): Promise<OneboxReading<T>> {
    const identity = this.#identify();
    const { id } = identity.known;
    const { inFlight, quotaBackoff } = this.options;
    return inFlight.share(
      id,
      call.path,
      (cancellation) => quotaBackoff.run(id, () => this.#send(call, identity, cancellation)),
      {
        join,
        remember,
        receive: ({ answer, text, body }, isSole) => {
          this.#bodies.hold(body);
          if (isSole) this.#owned(answer, text);
        },
        onReceived: ({ body }) => {
          body.drop();
        },
        cancellation: this.caller.cancellation(),
      },
    );
  }

  #send<T>(call: OneboxCall<T>, origin: CallOrigin, cancellation: Cancellation): Promise<OneboxReading<T>> {
    this.#count += 1;
    if (this.#count <= this.options.maxCalls) return this.http.call(call, origin, cancellation);
    const tooMany = `The operation would take more than ${this.options.maxCalls} calls to Onebox: ask for less at once.`;
    return Promise.reject(new OneboxError('too-many-calls', tooMany));
  }

  /** Throws an OneboxError where there is no token, none that is one, or one that says that it is over. */
  #identify(): Identity {
    this.#identity ??= this.#readIdentity();
    return this.#identity;
  }

  #readIdentity(): Identity {
    const { authorization, requestId, observer } = this.caller;
    const bearer = BearerToken.fromAuthorization(authorization);
    const { clockSkewMs, knownCallers, now } = this.options;
    const known = knownCallers.of(bearer);
    if (known.expiresAt !== undefined && now().getTime() > known.expiresAt.getTime() + clockSkewMs) {
      throw new OneboxError('token-expired', 'The bearer token has expired: sign in to Onebox again.');
    }
    return { requestId, observer, bearer, known };
  }
}

function directivesOf(cacheControl: string | undefined): string[] {
  return cacheControl === undefined
    ? []
    : cacheControl
        .toLowerCase()
        .split(',')
        .map((one) => one.trim());
}
