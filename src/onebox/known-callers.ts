import { randomBytes } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { type CallerCache, type CallerEntries } from '../cache/caller-cache';
import { type BearerToken } from './bearer-token';

/** What follows from a caller's token. The token itself is not part of it. */
export interface KnownCaller {
  /** Stands for the caller for as long as this process lives, and tells nothing of the token. */
  id: string;
  /** When the token says that it is over; undefined where it does not say. */
  expiresAt: Date | undefined;
  /** The site that the token is for; undefined where it does not say. */
  siteId: string | undefined;
  /** Undefined: nothing is remembered from one request to the next. */
  entries: CallerEntries | undefined;
}

const defaultMaxCallers = 10_000;

/** The callers of late, found by their own token alone: what follows from it is worked out once, not with each request. */
export class KnownCallers {
  readonly #key = randomBytes(32).toString('base64');
  readonly #byId: LRUCache<string, KnownCaller>;

  constructor(
    private readonly cache: CallerCache | undefined,
    maxCallers = defaultMaxCallers,
  ) {
    this.#byId = new LRUCache({ max: maxCallers });
  }

  /** The caller who has this token. */
  of(bearer: BearerToken): KnownCaller {
    const id = bearer.fingerprint(this.#key);
    let caller = this.#byId.get(id);
    if (caller === undefined) {
      const { expiresAt, siteId } = bearer.claims;
      caller = {
        id,
        expiresAt: expiresAt ?? undefined,
        siteId: siteId ?? undefined,
        entries: this.cache?.entriesOf(bearer),
      };
      this.#byId.set(id, caller);
    }
    return caller;
  }
}
