import { type CacheStore, type StoreOperation } from './cache-store';

/** Why a call has no result: it timed out, it failed, or it was not made because the circuit is open (`skipped`). */
export const storeErrorReasons = ['timeout', 'error', 'skipped'] as const;

/** One of {@link storeErrorReasons}. */
export type StoreErrorReason = (typeof storeErrorReasons)[number];

/** Called for each call without a result; `error` is undefined where the call was not made. */
export type OnStoreError = (operation: StoreOperation, reason: StoreErrorReason, error: unknown) => void;

const deadlineMs = 25;
const failuresInARow = 5;
const pauseMs = 1000;

/**
 * A store that may be down, frozen, slow or full without anybody noticing but operators: a call that is not answered
 * in 25 ms counts as unanswered, after five such in a row the circuit is open for a second, and then one call
 * tries it. Never rejects.
 */
export class GuardedStore implements CacheStore {
  // Apart, since a full store can still be read.
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
      const result = await withinDeadline(call);
      circuit.end(role, true);
      return result;
    } catch (error) {
      circuit.end(role, false);
      this.onError(operation, error instanceof DeadlinePassed ? 'timeout' : 'error', error);
      return undefined;
    }
  }
}

/** Open for a second after five failures in a row; then one call tests whether the store works again. */
class StoreCircuit {
  #failures = 0;
  #retryAtMs = 0;
  #isTesting = false;

  /** What a call is for; undefined: it is not to be made. Its `end` must follow. */
  begin(): 'use' | 'test' | undefined {
    if (this.#failures < failuresInARow) return 'use';
    if (this.#isTesting || performance.now() < this.#retryAtMs) return undefined;
    this.#isTesting = true;
    return 'test';
  }

  end(role: 'use' | 'test', isWell: boolean): void {
    if (role === 'test') this.#isTesting = false;
    // From before the circuit opened.
    else if (this.#failures >= failuresInARow) return;
    this.#failures = isWell ? 0 : this.#failures + 1;
    if (this.#failures >= failuresInARow) this.#retryAtMs = performance.now() + pauseMs;
  }
}

class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

async function withinDeadline<T>(call: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new DeadlinePassed(`no answer in ${deadlineMs} ms`));
    }, deadlineMs);
  });
  try {
    return await Promise.race([call(), passed]);
  } finally {
    clearTimeout(timer);
  }
}
