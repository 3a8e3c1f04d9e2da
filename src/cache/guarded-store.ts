import { type CacheStore, type StoreOperation } from './cache-store';
import { isTimeout, withTimeout } from './with-timeout';

/** Why a call has no result: it timed out, it failed, or the circuit is open (`skipped`). */
export const storeErrorReasons = ['timeout', 'error', 'skipped'] as const;

export type StoreErrorReason = (typeof storeErrorReasons)[number];

/** Called for each call without a result. `error` is undefined where the call was skipped. */
export type OnStoreError = (operation: StoreOperation, reason: StoreErrorReason, error: unknown) => void;

const deadlineMs = 25;
const failuresInARow = 5;
const pauseMs = 1000;

/**
 * Protects requests from a store that is down, frozen, slow or full. A call fails after 25 ms. After five failures in a row the circuit
 * is open for a second, and then one call tests the store. A failed call resolves with undefined, as if there were no entry.
 */
export class GuardedStore implements CacheStore {
  // Two circuits, since a full store can still be read.
  readonly #reading = new StoreCircuit();
  readonly #writing = new StoreCircuit();

  constructor(
    private readonly store: CacheStore,
    private readonly onError: OnStoreError,
  ) {}

  get maxEntryBytes(): number {
    return this.store.maxEntryBytes;
  }

  async get(key: string): Promise<Buffer | undefined> {
    return this.#attempt('get', this.#reading, () => this.store.get(key));
  }

  async set(key: string, value: Buffer, ttlMs: number): Promise<void> {
    await this.#attempt('set', this.#writing, () => this.store.set(key, value, ttlMs));
  }

  async delete(key: string): Promise<void> {
    await this.#attempt('delete', this.#reading, () => this.store.delete(key));
  }

  async close(): Promise<void> {
    await this.store.close();
  }

  async #attempt<T>(
    operation: StoreOperation,
    circuit: StoreCircuit,
    call: () => Promise<T>,
  ): Promise<T | undefined> {
    const role = circuit.begin();
    if (role === undefined) {
      this.onError(operation, 'skipped', undefined);
      return undefined;
    }
    try {
      const result = await withTimeout(deadlineMs, call());
      circuit.end(role, true);
      return result;
    } catch (error) {
      circuit.end(role, false);
      this.onError(operation, isTimeout(error) ? 'timeout' : 'error', error);
      return undefined;
    }
  }
}

/** A circuit that is open for a second after five failures in a row. Then one call tests the store. */
class StoreCircuit {
  #failures = 0;
  #retryAtMs = 0;
  #isTesting = false;

  /** The role of a call, or undefined where the circuit is open. Each call with a role must be followed by `end`. */
  begin(): 'use' | 'test' | undefined {
    if (this.#failures < failuresInARow) return 'use';
    if (this.#isTesting || performance.now() < this.#retryAtMs) return undefined;
    this.#isTesting = true;
    return 'test';
  }

  end(role: 'use' | 'test', isSuccess: boolean): void {
    if (role === 'test') this.#isTesting = false;
    // The call began before the circuit opened.
    else if (this.#failures >= failuresInARow) return;
    this.#failures = isSuccess ? 0 : this.#failures + 1;
    if (this.#failures >= failuresInARow) this.#retryAtMs = performance.now() + pauseMs;
  }
}
