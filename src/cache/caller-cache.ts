import { createHmac } from 'node:crypto';

import { type CacheStore } from './cache-store';
import { seal, sealBytes, unseal } from './seal';

/** The secret of one caller, from which only they can derive keys (HKDF, RFC 5869). */
export interface KeySource {
  deriveKey(salt: string, info: string, bytes: number): Buffer;
}

/** How a lookup ended: `rejected` is an entry that was tampered with, cut short or moved. */
export const lookupOutcomes = ['hit', 'miss', 'rejected'] as const;

export interface CallerCacheOptions {
  store: CacheStore;
  /** The origin of the cached responses. Entries of another upstream are not found. */
  upstream: string;
  /** A pepper for the derivation of keys: a token alone cannot read entries. May be empty. */
  secret: string;
  ttlMs: number;
  now: () => Date;
  onLookup: (outcome: (typeof lookupOutcomes)[number]) => void;
}

const keyBytes = 32;
const deleted = 'deleted';

/**
 * Caches responses across requests, for each caller separately. The key of an entry and the key that decrypts it are both derived from
 * the caller's bearer token. No faulty lookup can therefore return an entry to another caller.
 */
export class CallerCache {
  constructor(private readonly options: CallerCacheOptions) {}

  entriesOf(caller: KeySource): CallerEntries {
    const { secret, upstream } = this.options;
    const keys = caller.deriveKey(secret, `onebox-gateway cache ${upstream}`, 2 * keyBytes);
    return new CallerEntries(keys.subarray(0, keyBytes), keys.subarray(keyBytes), this.options);
  }
}

export class CallerEntries {
  constructor(
    private readonly lookupKey: Uint8Array,
    private readonly sealingKey: Uint8Array,
    private readonly options: CallerCacheOptions,
  ) {}

  async get(name: string): Promise<Buffer | undefined> {
    const found = await this.#find(this.#storeKeyOf(name));
    this.options.onLookup(Buffer.isBuffer(found) ? 'hit' : found === 'rejected' ? 'rejected' : 'miss');
    return Buffer.isBuffer(found) ? found : undefined;
  }

  /** The value `name` that was derived from the value of `source`. Undefined where `source` was deleted later. */
  async getDerived(source: string, name: string): Promise<Buffer | undefined> {
    const sourceKey = this.#storeKeyOf(source);
    const [found, mark] = await Promise.all([
      this.#find(derivedKey(sourceKey, name)),
      this.#find(derivedKey(sourceKey, deleted)),
    ]);
    if (found === 'rejected') this.options.onLookup('rejected');
    if (!Buffer.isBuffer(found) || Buffer.isBuffer(mark)) return undefined;
    this.options.onLookup('hit');
    return found;
  }

  /** Caches a value for the time to live, but never past `latest`. Does nothing where it is too large. */
  set(name: string, value: string | Buffer, latest: Date | undefined): Promise<void> {
    return this.#set(this.#storeKeyOf(name), value, latest);
  }

  async #set(key: string, value: string | Buffer, latest: Date | undefined): Promise<void> {
    const { store, ttlMs, now } = this.options;
    const nowMs = now().getTime();
    const livesMs = Math.floor(Math.min(ttlMs, (latest?.getTime() ?? Infinity) - nowMs));
    // Compare the minimum length first: to measure UTF-8 exactly takes time for each character.
    if (livesMs <= 0 || value.length + sealBytes > store.maxEntryBytes) return;
    if (Buffer.byteLength(value) + sealBytes > store.maxEntryBytes) return;
    await store.set(key, seal(value, this.sealingKey, key, nowMs + livesMs), livesMs);
  }

  /** As {@link set}, for {@link getDerived}. */
  setDerived(source: string, name: string, value: string | Buffer, latest: Date | undefined): Promise<void> {
    return this.#set(derivedKey(this.#storeKeyOf(source), name), value, latest);
  }

  /** Deletes a value, and the values that were derived from it. */
  async delete(name: string): Promise<void> {
    const key = this.#storeKeyOf(name);
    await Promise.all([
      this.options.store.delete(key),
      // Derived values cannot be listed. This mark lives at least as long as any of them.
      this.#set(derivedKey(key, deleted), '', undefined),
    ]);
  }

  async #find(key: string): Promise<Buffer | 'expired' | 'rejected'> {
    const { store, now } = this.options;
    const entry = await store.get(key);
    return entry === undefined ? 'expired' : unseal(entry, this.sealingKey, key, now().getTime());
  }

  #storeKeyOf(name: string): string {
    return createHmac('sha256', this.lookupKey).update(name).digest('base64url');
  }
}

/** Names of derived values are no secrets. A second HMAC would take as long as the rest of the lookup. */
function derivedKey(sourceKey: string, name: string): string {
  return `${sourceKey} ${name}`;
}
