import { createHmac } from 'node:crypto';

import { type FastifyReply, type FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

import { type Attempts } from '../../graphql/context';
import { OneboxError } from '../../onebox/onebox-error';
import { networkOf } from '../client-address';
import { maxKeys, RateLimiter } from './rate-limiter';
import { RequestError } from '../http/request-error';

/** How often, by whom. 0: no limit. */
export interface RateLimitsOptions {
  /** Requests with one bearer token, a minute. */
  caller: number;
  /** Requests from one address without a token, or with refused ones, a minute. */
  address: number;
  /** Sign-ins that fail, from one address in a quarter of an hour. */
  signInAddress: number;
  /** Sign-ins that fail, for one e-mail and site in a quarter of an hour. */
  signInAccount: number;
  /** Keys every name under which something is counted: nobody can tell from it whom it is for. */
  key: Uint8Array;
  now: () => number;
}

const minuteMs = 60_000;
const quarterOfAnHourMs = 15 * minuteMs;
const knownAddressMs = 30 * 24 * 60 * minuteMs;

/** Bounds what one caller, one address and one account may ask of the gateway. */
export class RateLimits {
  /** By name: what is shared between processes is shared under it. */
  readonly limiters: Readonly<Record<'caller' | 'address' | 'signInAddress' | 'signInAccount', RateLimiter>>;
  /** Addresses from which somebody has signed in to an account: a stranger's guessing does not lock them out. */
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

  /** Counts a request, and tells its caller in the response's headers what is left. Gives its refusal where it is one too many. */
  count({ callerIdentity: sender, ip }: FastifyRequest, reply: FastifyReply): RequestError | undefined {
    if (this.options.caller === 0 && this.options.address === 0) return undefined;
    const { caller, address } = this.limiters;
    if (sender === undefined) {
      return this.#rejectUntil(address.hit(this.#keyOfNetwork(ip)), 'from this address without a token');
    }
    // Who makes up tokens is always new. Whom Onebox has accepted goes on, whoever else sends from that address.
    const limitedByAddress = sender.isAccepted ? undefined : address.isOver(this.#keyOfNetwork(ip));
    if (limitedByAddress !== undefined) {
      return this.#rejectUntil(limitedByAddress, 'from this address with tokens that Onebox rejects');
    }
    const limited = caller.hit(sender.id);
    if (this.options.caller > 0) this.#setHeaders(reply, sender.id, limited);
    return this.#rejectUntil(limited, 'with this token');
  }

  /** What the operation of a request may try. */
  attemptsOf({ callerIdentity: caller, ip }: FastifyRequest, reply: FastifyReply): Attempts {
    let isRefused = false;
    return {
      tokenRejected: () => {
        // Every field of an operation says so.
        if (isRefused) return;
        isRefused = true;
        // Onebox refuses single sessions with a 401 too. A token that it has accepted is not made up.
        if (caller?.isAccepted !== true) this.limiters.address.hit(this.#keyOfNetwork(ip));
      },
      signIn: (account, run) => this.#signIn(this.#keyOfNetwork(ip), accountKey(account), run, reply),
    };
  }

  async #signIn<T>(from: string, account: string, run: () => Promise<T>, reply: FastifyReply): Promise<T> {
    const { signInAddress, signInAccount } = this.limiters;
    const together = this.#keyOf(`${from} ${account}`);
    const counted = [
      { limiter: signInAddress, key: from },
      // Guesses from an address that the account's owner uses are counted by themselves.
      { limiter: signInAccount, key: this.#knownAddresses.has(together) ? together : this.#keyOf(account) },
    ];
    for (const { limiter, key } of counted) {
      const retryAt = limiter.isOver(key);
      if (retryAt !== undefined) throw this.#tooManySignIns(retryAt, reply);
    }
    // Before it is known whether it fails: else a thousand at once would all pass.
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
   * Sets the header fields of draft-ietf-httpapi-ratelimit-headers for the caller's own limit: so many more requests (r) are
   * served within so many seconds (t).
   */
  #setHeaders(reply: FastifyReply, callerId: string, limitedUntil: Date | undefined): void {
    const { caller } = this.limiters;
    const untilMs = limitedUntil?.getTime() ?? caller.windowEndsAtMs;
    reply.header('ratelimit-policy', this.#callerPolicy);
    reply.header(
      'ratelimit',
      `"caller";r=${caller.remaining(callerId)};t=${secondsUntil(untilMs, this.options.now())}`,
    );
  }

  #tooManySignIns(retryAt: Date, reply: FastifyReply): OneboxError {
    reply.code(429).header('retry-after', secondsUntil(retryAt.getTime(), this.options.now()));
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
 * One text for all spellings that Onebox may take for the same account: its database may ignore case, accents, and what is
 * around an e-mail or invisible in it. Two accounts that share it share a budget of failed sign-ins, and nothing else.
 */
export function accountKey({ email, siteId }: { email: string; siteId: string }): string {
  const plain = email
    .normalize('NFKD')
    // Accents, format characters, controls, spaces.
    .replace(/[\p{M}\p{C}\p{Z}]/gu, '')
    // Some letters have one upper case together, and another lower case each.
    .toUpperCase()
    .toLowerCase();
  return `${plain} ${siteId.replace(/^0+(?=\d)/, '')}`;
}
