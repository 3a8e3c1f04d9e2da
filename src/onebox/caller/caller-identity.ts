import { createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { type CallerCache, type CallerEntries } from '../../cache/caller-cache';
import { type BearerToken } from './bearer-token';

/** What a token says of its bearer, and what is remembered for them. The token itself is not part of it. */
export interface CallerFacts {
  /** When the token expires; undefined where it does not say. */
  expiresAt: Date | undefined;
  /** The site that the token is for; undefined where it does not say. */
  siteId: string | undefined;
  /** Undefined: nothing is remembered from one request to the next. */
  entries: CallerEntries | undefined;
}

/** Stands for a caller where the token must not be: the same for the same token, and telling nothing about it. */
export class CallerIdentity {
  #facts: CallerFacts | undefined;
  #isAccepted: boolean;

  constructor(
    /** In what is counted, shared and limited. */
    readonly id: string,
    private readonly cache: CallerCache | undefined,
    private readonly accepted: LRUCache<string, true>,
  ) {
    this.#isAccepted = accepted.has(id);
  }

  /** Whether Onebox has answered a call with the token well: before that, it may be made up. */
  get isAccepted(): boolean {
    return this.#isAccepted;
  }

  /** Onebox has answered a call with the token well, now or when it gave what is in the caller's cache. */
  accept(): void {
    if (this.#isAccepted) return;
    this.#isAccepted = true;
    this.accepted.set(this.id, true);
  }

  /** In log lines. */
  get logged(): string {
    return this.id.slice(0, loggedLength);
  }

  /** In log lines: the site of the token, once that has been read. A token that somebody made up may have anything there. */
  get loggedSiteId(): string | undefined {
    const siteId = this.#facts?.siteId;
    return siteId !== undefined && plainId.test(siteId) ? siteId : undefined;
  }

  /** What follows from the caller's own token: worked out once, not with each request. */
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

/** What {@link CallerIdentities} are made with. */
export interface CallerIdentitiesOptions {
  /** Replicas that share it have the same identities; empty: they hold in this process alone. */
  secret: string;
  cache: CallerCache | undefined;
  /** How many are kept. Room for them is reserved at once. */
  maxCallers?: number;
}

const keyBytes = 32;
// Some 13 MB.
const maxAccepted = 100_000;
const loggedLength = 12;
const plainId = /^\d{1,20}$/;
// Written otherwise, it is the same token.
const scheme = /^bearer +/i;

/** The identities of recent callers. */
export class CallerIdentities {
  // Found by a digest whose key lives and dies with this process: no token is kept.
  readonly #digestKey = randomBytes(keyBytes).toString('base64');
  readonly #idKey: Uint8Array;
  readonly #known: LRUCache<string, CallerIdentity>;
  /**
   * Ids of those that Onebox has accepted. Apart, since made-up tokens are never among them: however many there are, they
   * push nobody out. As a size, since room for a `max` of entries is made at once.
   */
  readonly #accepted = new LRUCache<string, true>({ maxSize: maxAccepted, sizeCalculation: () => 1 });

  constructor(private readonly options: CallerIdentitiesOptions) {
    const { secret, maxCallers = 10_000 } = options;
    const source = secret === '' ? randomBytes(keyBytes) : secret;
    this.#idKey = new Uint8Array(hkdfSync('sha256', source, '', 'caller identity', keyBytes));
    this.#known = new LRUCache({ max: maxCallers });
  }

  /** The identity of whoever sends this `Authorization` header. */
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
