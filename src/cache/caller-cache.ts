import { createHmac } from 'node:crypto';

import { type CacheStore } from './cache-store';
import { seal, sealBytes, unseal } from './seal';

/** What only one caller has, and from which keys can be derived that nobody else can derive (HKDF, RFC 5869). */
export interface KeySource {
  deriveKey(salt: string, info: string, bytes: number): Buffer;
}

/** How a lookup ended: `rejected` is an entry that was tampered with, cut short or moved. */
export const lookupOutcomes = ['hit', 'miss', 'rejected'] as const;

/** One of {@link lookupOutcomes}. */
export type LookupOutcome = (typeof lookupOutcomes)[number];

/** How a {@link CallerCache} remembers. */
export interface CallerCacheOptions {
  store: CacheStore;
  /** Where the answers come from: entries of another upstream are not found. */
  upstream: string;
  /** A pepper: without it, keys derived from a token do not fit. May be empty. */
  secret: string;
  ttlMs: number;
  now: () => Date;
  onLookup: (outcome: LookupOutcome) => void;
}

const keyBytes = 32;
const deletedSuffix = ' deleted';

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

  /** What is remembered under this name; undefined where there is nothing. */
  async get(name: string): Promise<Buffer | undefined> {
    const found = await this.#find(name);
    this.options.onLookup(Buffer.isBuffer(found) ? 'hit' : found === 'rejected' ? 'rejected' : 'miss');
    return Buffer.isBuffer(found) ? found : undefined;
  }

  /** What was made of the value of `source` and is remembered under `name`, unless the value was deleted since. */
  async getDerived(source: string, name: string): Promise<Buffer | undefined> {
    const [found, deleted] = await Promise.all([
      this.#find(`${source}\n${name}`),
      this.#find(`${source}${deletedSuffix}`),
    ]);
    if (found === 'rejected') this.options.onLookup('rejected');
    if (!Buffer.isBuffer(found) || Buffer.isBuffer(deleted)) return undefined;
    this.options.onLookup('hit');
    return found;
  }

  /** Remembers a value under this name for the cache's time, and never past `latest`. */
  async set(name: string, value: string | Buffer, latest: Date | undefined): Promise<void> {
    const { store, ttlMs, now } = this.options;
    const nowMs = now().getTime();
    const livesMs = Math.floor(Math.min(ttlMs, (latest?.getTime() ?? Infinity) - nowMs));
    // The shortest UTF-8 first: to measure it exactly takes a look at all of it.
    if (livesMs <= 0 || value.length + sealBytes > store.maxEntryBytes) return;
    if (Buffer.byteLength(value) + sealBytes > store.maxEntryBytes) return;
    const place = this.#placeOf(name);
    await store.set(place, seal(value, this.sealingKey, place, nowMs + livesMs), livesMs);
  }

  /** As {@link set}, for what {@link getDerived} finds. */
  setDerived(source: string, name: string, value: string | Buffer, latest: Date | undefined): Promise<void> {
    return this.set(`${source}\n${name}`, value, latest);
  }

  /** Forgets a value, and what was made of it. */
  async delete(name: string): Promise<void> {
    await Promise.all([
      this.options.store.delete(this.#placeOf(name)),
      // What was made of it cannot be listed. It is older than this mark for as long as it lives.
      this.set(`${name}${deletedSuffix}`, '', undefined),
    ]);
  }

  async #find(name: string): Promise<Buffer | 'expired' | 'rejected'> {
    const { store, now } = this.options;
    const place = this.#placeOf(name);
    const entry = await store.get(place);
    return entry === undefined ? 'expired' : unseal(entry, this.sealingKey, place, now().getTime());
  }

  #placeOf(name: string): string {
    return createHmac('sha256', this.placingKey).update(name).digest('base64url');
  }
}
