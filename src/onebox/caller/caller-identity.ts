import { createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { type CallerCache, type CallerEntries } from '../../cache/caller-cache';
import { type BearerToken } from './bearer-token';

/** The claims of a caller's token, and the caller's cache entries. They do not contain the token. */
export interface CallerFacts {
  /** Undefined where the token has no `exp`. */
  expiresAt: Date | undefined;
  /** The site of the token. Undefined where the token does not name one. */
  siteId: string | undefined;
  /** Undefined where the cache is off. */
  entries: CallerEntries | undefined;
}

/** Identifies a caller without the token. Equal tokens have equal ids, and an id does not reveal its token. */
export class CallerIdentity {
  #facts: CallerFacts | undefined;
  #isAccepted: boolean;

  constructor(
    /** A keyed hash of the token. Limits, deduplication and logs use it. */
    readonly id: string,
    private readonly cache: CallerCache | undefined,
    private readonly accepted: LRUCache<string, true>,
  ) {
    this.#isAccepted = accepted.has(id);
  }

  /** Whether a call with the token has succeeded. Until then the token may be invented. */
  get isAccepted(): boolean {
    return this.#isAccepted;
  }

  /** Called after a successful call, or a hit in the caller's cache, which only a successful call fills. */
  accept(): void {
    if (this.#isAccepted) return;
    this.#isAccepted = true;
    this.accepted.set(this.id, true);
  }

  /** The start of the id, for log lines. */
  get logged(): string {
    return this.id.slice(0, loggedLength);
  }

  /** The site of the token, for log lines. It is checked, because an invented token may contain any text. */
  get loggedSiteId(): string | undefined {
    const siteId = this.#facts?.siteId;
    return siteId !== undefined && plainId.test(siteId) ? siteId : undefined;
  }

  /** The facts of the caller's own token. They are computed once, not for each request. */
  factsOf(bearer: BearerToken): CallerFacts {
    if (this.#facts === undefined) {
      const { expiresAt, siteId } = bearer.claims;
      this.#facts = {
        expiresAt: expiresAt ?? undefined,
        siteId: siteId ?? undefined,
        entries: this.cache?.entriesOf(bearer),
      };
    }
    return this.#facts;
  }
}

/** The options of {@link CallerIdentities}. */
export interface CallerIdentitiesOptions {
  /** Replicas with the same secret compute the same ids. Empty: the ids are valid in this process only. */
  secret: string;
  cache: CallerCache | undefined;
  /** The number of stored identities. Memory for all of them is reserved at once. */
  maxCallers?: number;
}

const keyBytes = 32;
// About 13 MB.
const maxAccepted = 100_000;
const loggedLength = 12;
const plainId = /^\d{1,20}$/;
// The spelling of the scheme does not change the token.
const scheme = /^bearer +/i;

/** The identities of recent callers. */
export class CallerIdentities {
  // Identities are stored under a digest with a key of this process, so that no token is stored.
  readonly #digestKey = randomBytes(keyBytes).toString('base64');
  readonly #idKey: Uint8Array;
  readonly #known: LRUCache<string, CallerIdentity>;
  /**
   * The ids of accepted callers. They have a map of their own, so that many invented tokens cannot evict them. `maxSize` instead
   * of `max`, because lru-cache reserves memory for `max` entries at once.
   */
  readonly #accepted = new LRUCache<string, true>({ maxSize: maxAccepted, sizeCalculation: () => 1 });

  constructor(private readonly options: CallerIdentitiesOptions) {
    const { secret, maxCallers = 10_000 } = options;
    const source = secret === '' ? randomBytes(keyBytes) : secret;
    this.#idKey = new Uint8Array(hkdfSync('sha256', source, '', 'caller identity', keyBytes));
    this.#known = new LRUCache({ max: maxCallers });
  }

  /** The identity of the caller who sends this `Authorization` header. */
  of(authorization: string): CallerIdentity {
    const token = authorization.replace(scheme, '');
    const digest = hash('sha256', this.#digestKey + token, 'base64');
    let identity = this.#known.get(digest);
    if (identity === undefined) {
      const id = createHmac('sha256', this.#idKey).update(token).digest('base64url');
      identity = new CallerIdentity(id, this.options.cache, this.#accepted);
      this.#known.set(digest, identity);
    }
    return identity;
  }
}
