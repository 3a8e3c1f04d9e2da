import { createHmac } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { type GatewayReply, type GatewayRequest } from '../gateway-request';
import { type AuthenticationLimits } from '../../graphql/context';
import { OneboxError } from '../../onebox/onebox-error';
import { networkOf } from '../client-address';
import { type Count, maxKeys, RateLimiter } from './rate-limiter';
import { RequestError } from '../http/request-error';

/** The maximum counts by caller, address and account. 0: no limit. */
export interface RateLimitsOptions {
  /** Requests with one bearer token, per minute. */
  caller: number;
  /** Requests from one address without a token, or with rejected tokens, per minute. */
  address: number;
  /** Failed sign-ins from one address, in 15 minutes. */
  signInAddress: number;
  /** Failed sign-ins for one e-mail and site, in 15 minutes. */
  signInAccount: number;
  /** The HMAC key of all counter names, so that the store reveals no address or e-mail. */
  key: Uint8Array;
  now: () => number;
}

const minuteMs = 60_000;
const quarterOfAnHourMs = 15 * minuteMs;
const knownAddressMs = 30 * 24 * 60 * minuteMs;

/** Limits the requests of a caller and an address, and the failed sign-ins of an address and an account. */
export class RateLimits {
  /** By the name that prefixes their counters in the shared store. */
  readonly limiters: Readonly<Record<'caller' | 'address' | 'signInAddress' | 'signInAccount', RateLimiter>>;
  /** Addresses with a successful sign-in to an account. Failed sign-ins from other addresses do not lock them out. */
  readonly #knownAddresses: LRUCache<string, true>;
  readonly #keyOfIp = new LRUCache<string, string>({ max: 10_000 });

  readonly #callerPolicy: string;

  constructor(private readonly options: RateLimitsOptions) {
    const { now } = options;
    this.#callerPolicy = `"caller";q=${options.caller};w=${minuteMs / 1000}`;
    const limiter = (times: number, windowMs: number): RateLimiter =>
      new RateLimiter({ times, windowMs }, now);
    this.limiters = {
      caller: limiter(options.caller, minuteMs),
      address: limiter(options.address, minuteMs),
      signInAddress: limiter(options.signInAddress, quarterOfAnHourMs),
      signInAccount: limiter(options.signInAccount, quarterOfAnHourMs),
    };
    this.#knownAddresses = new LRUCache({ ...maxKeys, ttl: knownAddressMs, perf: { now } });
  }

  /** Counts a request, and sets the headers with the caller's remaining requests. Returns an error over the limit. */
  count(request: GatewayRequest, reply: GatewayReply): RequestError | undefined {
    if (this.options.caller === 0 && this.options.address === 0) return undefined;
    const { caller, address } = this.limiters;
    const { callerIdentity: sender } = request;
    if (sender === undefined) {
      return this.#rejectUntil(
        address.hit(this.#keyOfNetwork(request.ip)),
        'from this address without a token',
      );
    }
    // Every invented token has a new id, so its address is limited. A token that Onebox has accepted is exempt.
    const limitedByAddress = sender.isAccepted ? undefined : address.isOver(this.#keyOfNetwork(request.ip));
    if (limitedByAddress !== undefined) {
      return this.#rejectUntil(limitedByAddress, 'from this address with tokens that Onebox rejects');
    }
    if (this.options.caller === 0) return undefined;
    const count = caller.count(sender.id);
    this.#setHeaders(reply, count);
    return this.#rejectUntil(count.limitedUntil, 'with this token');
  }

  /** The limits of failed authentication for one request. */
  authenticationLimitsOf(
    { callerIdentity: caller, ip }: GatewayRequest,
    reply: GatewayReply,
  ): AuthenticationLimits {
    let isRejected = false;
    return {
      tokenRejected: () => {
        // Several fields of an operation may report the same rejection.
        if (isRejected) return;
        isRejected = true;
        // Onebox also rejects single sessions with 401. A token that it has accepted before is not invented.
        if (caller?.isAccepted !== true) this.limiters.address.hit(this.#keyOfNetwork(ip));
      },
      signIn: (account, run) => this.#signIn(this.#keyOfNetwork(ip), accountKey(account), run, reply),
    };
  }

  async #signIn<T>(from: string, account: string, run: () => Promise<T>, reply: GatewayReply): Promise<T> {
    const { signInAddress, signInAccount } = this.limiters;
    const together = this.#keyOf(`${from} ${account}`);
    const counted = [
      { limiter: signInAddress, key: from },
      // Failures from an address of the account's owner have a counter of their own.
      { limiter: signInAccount, key: this.#knownAddresses.has(together) ? together : this.#keyOf(account) },
    ];
    for (const { limiter, key } of counted) {
      const retryAt = limiter.isOver(key);
      if (retryAt !== undefined) throw this.#tooManySignIns(retryAt, reply);
    }
    // Counted before the result is known. Otherwise a thousand concurrent sign-ins would all pass.
    for (const { limiter, key } of counted) limiter.hit(key);
    let hasFailed = false;
    try {
      const result = await run();
      this.#knownAddresses.set(together, true);
      return result;
    } catch (error) {
      hasFailed = error instanceof OneboxError && error.kind === 'credentials-refused';
      throw error;
    } finally {
      if (!hasFailed) for (const { limiter, key } of counted) limiter.takeBack(key);
    }
  }

  /**
   * Sets the header fields of draft-ietf-httpapi-ratelimit-headers for the caller's limit: the remaining requests (r) and the seconds
   * until more are available (t).
   */
  #setHeaders(reply: GatewayReply, { remaining, limitedUntil, nowMs }: Count): void {
    const untilMs = limitedUntil?.getTime() ?? this.limiters.caller.windowEndsAtMs;
    reply.header('ratelimit-policy', this.#callerPolicy);
    reply.header('ratelimit', `"caller";r=${remaining};t=${secondsUntil(untilMs, nowMs)}`);
  }

  #tooManySignIns(retryAt: Date, reply: GatewayReply): OneboxError {
    reply.code(429);
    reply.header('retry-after', secondsUntil(retryAt.getTime(), this.options.now()));
    return new OneboxError(
      'too-many-requests',
      `Signing in has failed too often: try again at ${retryAt.toISOString()}.`,
      { retryAt },
    );
  }

  #rejectUntil(retryAt: Date | undefined, which: string): RequestError | undefined {
    if (retryAt === undefined) return undefined;
    return new RequestError(429, `Too many requests ${which}: try again at ${retryAt.toISOString()}.`, {
      code: 'RATE_LIMITED',
      reason: 'TOO_MANY_REQUESTS',
      retryAt,
      headers: { 'retry-after': String(secondsUntil(retryAt.getTime(), this.options.now())) },
    });
  }

  #keyOfNetwork(ip: string): string {
    const network = networkOf(ip);
    let key = this.#keyOfIp.get(network);
    if (key === undefined) {
      key = this.#keyOf(network);
      this.#keyOfIp.set(network, key);
    }
    return key;
  }

  #keyOf(name: string): string {
    return createHmac('sha256', this.options.key).update(name).digest('base64');
  }
}

function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}

/**
 * One key for all spellings that Onebox may treat as the same account. Its database may ignore case, accents, spaces and invisible
 * characters. Two accounts with the same key share only a budget of failed sign-ins.
 */
export function accountKey({ email, siteId }: { email: string; siteId: string }): string {
  const plain = email
    .normalize('NFKD')
    // Accents, format characters, controls, spaces.
    .replace(/[\p{M}\p{C}\p{Z}]/gu, '')
    // Some letters share an upper case, but not a lower case.
    .toUpperCase()
    .toLowerCase();
  return `${plain} ${siteId.replace(/^0+(?=\d)/, '')}`;
}
