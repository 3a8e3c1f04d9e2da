import { createHmac } from 'node:crypto';

import { type CacheStore } from './cache-store';
import { seal, sealBytes, unseal } from './seal';

/** What only one caller has, and from which keys can be derived that nobody else can derive (HKDF, RFC 5869). */
export interface KeySource {
  deriveKey(salt: string, info: string, bytes: number): Buffer;
}

/** What came of a look: `refused` is an entry that was altered, cut short or moved. */
export type LookOutcome = 'hit' | 'miss' | 'refused';

/** How a {@link CallerCache} remembers. */
export interface CallerCacheOptions {
  store: CacheStore;
  /** Where the answers come from: entries of another upstream are not found. */
  upstream: string;
  /** A pepper: without it, keys derived from a token do not fit. May be empty. */
  secret: string;
  ttlMs: number;
  now: () => Date;
  onLook: (outcome: LookOutcome) => void;
}

const keyBytes = 32;
// A larger one would not cross a network within a store call's deadline.
const maxEntryBytes = 1024 * 1024;

/**
 * Answers remembered across requests, each for one caller. Where an entry lies and how to read it both follow from the
 * caller's bearer token and from nothing else, so that no mistake in a lookup can hand it to another.
 */
export class CallerCache {
  constructor(private readonly options: CallerCacheOptions) {}

  /** The entries of one caller. */
  entriesOf(caller: KeySource): CallerEntries {
    const { secret, upstream } = this.options;
    const keys = caller.deriveKey(secret, `onebox-gateway cache ${upstream}`, 2 * keyBytes);
    return new CallerEntries(keys.subarray(0, keyBytes), keys.subarray(keyBytes), this.options);
  }
}

/** What is remembered for one caller. */
export class CallerEntries {
  constructor(
    private readonly placingKey: Uint8Array,
    private readonly sealingKey: Uint8Array,
    private readonly options: CallerCacheOptions,
  ) {}

  /** The text remembered under this name; undefined where there is none. */
  async find(name: string): Promise<string | undefined> {
    const { store, now, onLook } = this.options;
    const place = this.#placeOf(name);
    const entry = await store.get(place);
    const found = entry === undefined ? 'expired' : unseal(entry, this.sealingKey, place, now().getTime());
    if (typeof found === 'object') {
      onLook('hit');
      return found.text;
    }
    onLook(found === 'refused' ? 'refused' : 'miss');
    return undefined;
  }

  /** Remembers a text under this name for the cache's time, and never past `latest`. */
  async keep(name: string, text: string, latest: Date | undefined): Promise<void> {
    const { store, ttlMs, now } = this.options;
    const nowMs = now().getTime();
    const livesMs = Math.floor(Math.min(ttlMs, (latest?.getTime() ?? Infinity) - nowMs));
    if (livesMs <= 0 || Buffer.byteLength(text) + sealBytes > maxEntryBytes) return;
    const place = this.#placeOf(name);
    await store.set(place, seal(text, this.sealingKey, place, nowMs + livesMs), livesMs);
  }

  async forget(name: string): Promise<void> {
    await this.options.store.delete(this.#placeOf(name));
  }

  #placeOf(name: string): string {
    return createHmac('sha256', this.placingKey).update(name).digest('base64url');
  }
}
