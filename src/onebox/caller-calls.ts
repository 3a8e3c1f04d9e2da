import { type CallObserver } from './call-observer';
import { BearerToken } from './bearer-token';
import { parseExactJson } from './exact-json';
import { type InFlightCalls } from './in-flight-calls';
import { type KnownCaller, type KnownCallers } from './known-callers';
import { OneboxError } from './onebox-error';
import { type OneboxCall, type OneboxHttp } from './onebox-http';
import { type QuotaBackoff } from './quota-backoff';
import { attempt } from './wire-reading';

/** Who calls, and under which id that is logged here and at Onebox. */
export interface Caller {
  /** The `Authorization` header as it came: it is read when a call needs it. */
  authorization: string | undefined;
  /** The `Cache-Control` header as it came. */
  cacheControl: string | undefined;
  requestId: string;
  /** Told of each attempt to call Onebox. */
  observer: CallObserver;
  /** Aborts when nobody waits for the answer any more, or when the operation has had its time. Asked for by the first call. */
  signal: () => AbortSignal;
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
  now: () => Date;
}

/** A call for which the caller's token is sent. */
export type CallOfCaller<T> = Omit<OneboxCall<T>, 'bearer' | 'requestId' | 'observer' | 'signal'>;

/** How an answer is remembered. */
export interface Remembering<T> {
  /** Whether what is remembered, or on its way already, will not do. */
  anew: boolean;
  /** Whether an answer may be remembered. */
  isComplete: (answer: T) => boolean;
}

interface Identity extends KnownCaller {
  bearer: BearerToken;
}

/** How one caller's request calls Onebox: as that caller, within that caller's bounds. */
export class CallerCalls {
  #count = 0;
  #identity: Identity | undefined;
  readonly #directives: ReadonlySet<string>;

  constructor(
    private readonly http: OneboxHttp,
    private readonly caller: Caller,
    private readonly options: CallerCallsOptions,
  ) {
    this.#directives = new Set(caller.cacheControl?.toLowerCase().split(/\s*,\s*/));
  }

  /** Makes a call for which no token is needed. */
  async callWithoutToken<T>(call: Omit<CallOfCaller<T>, 'method'> & { method: 'POST' }): Promise<T> {
    return this.#send({ ...call, signal: this.caller.signal() });
  }

  /** Reads, together with whoever of the same caller reads the same at this moment. */
  async get<T>(call: Omit<CallOfCaller<T>, 'method'>): Promise<T> {
    return this.#share({ ...call, method: 'GET' }, { join: true });
  }

  /** Reads from the cache, else as {@link get} does, and remembers the answer where the caller's request allows it. */
  async getRemembered<T>(
    call: Omit<CallOfCaller<T>, 'method'>,
    { anew, isComplete }: Remembering<T>,
  ): Promise<T> {
    const { path, read } = call;
    const isAnew = anew || this.#directives.has('no-cache');
    const { entries, expiresAt } = this.#identify();
    const remembered = isAnew ? undefined : await entries?.find(path);
    if (remembered !== undefined) {
      const answer = attempt(() => read(parseExactJson(remembered), remembered));
      if (!(answer instanceof OneboxError)) return answer;
    }
    const { answer } = await this.#share(
      { ...call, method: 'GET', read: (body, text) => ({ answer: read(body, text), text }) },
      {
        join: !isAnew,
        remember: async ({ answer, text }) => {
          if (entries === undefined || this.#directives.has('no-store') || !isComplete(answer)) return;
          await entries.keep(path, text, expiresAt);
        },
      },
    );
    return answer;
  }

  /** Changes something: what the caller has read so far, and what is on its way, may be no longer so. */
  async change<T>(call: CallOfCaller<T>): Promise<T> {
    const { bearer, id } = this.#identify();
    const { inFlight, quotaBackoff } = this.options;
    const signal = this.caller.signal();
    try {
      return await quotaBackoff.run(id, () => this.#send({ ...call, bearer, signal }));
    } finally {
      inFlight.forget(id);
    }
  }

  /** Forgets what is remembered of a path for this caller. */
  async forget(path: string): Promise<void> {
    await this.#identify().entries?.forget(path);
  }

  async #share<T>(
    call: CallOfCaller<T>,
    sharing: { join: boolean; remember?: (answer: T) => Promise<void> },
  ): Promise<T> {
    const { bearer, id } = this.#identify();
    const { inFlight, quotaBackoff } = this.options;
    const send = (signal: AbortSignal): Promise<T> =>
      quotaBackoff.run(id, () => this.#send({ ...call, bearer, signal }));
    return inFlight.share(id, call.path, send, { ...sharing, signal: this.caller.signal() });
  }

  async #send<T>(call: Omit<OneboxCall<T>, 'requestId' | 'observer'>): Promise<T> {
    this.#count += 1;
    if (this.#count > this.options.maxCalls) {
      throw new OneboxError(
        'too-many-calls',
        'The operation would take more calls to Onebox than one operation may: ask for less at once.',
      );
    }
    const { requestId, observer } = this.caller;
    return this.http.call({ ...call, requestId, observer });
  }

  /** Throws an OneboxError where there is no token, none that is one, or one that says that it is over. */
  #identify(): Identity {
    this.#identity ??= this.#readIdentity();
    return this.#identity;
  }

  #readIdentity(): Identity {
    const bearer = BearerToken.fromAuthorization(this.caller.authorization);
    const { clockSkewMs, knownCallers, now } = this.options;
    const known = knownCallers.of(bearer);
    if (known.expiresAt !== undefined && now().getTime() > known.expiresAt.getTime() + clockSkewMs) {
      throw new OneboxError('token-expired', 'The bearer token has expired: sign in to Onebox again.');
    }
    return { bearer, ...known };
  }
}
