import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState,
  ConsecutiveBreaker,
  handleAll,
} from 'cockatiel';

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
  readonly #reading = breaker();
  readonly #writing = breaker();

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
    policy: CircuitBreakerPolicy,
    call: () => Promise<T>,
  ): Promise<T | undefined> {
    // The breaker would let those wait who come while one tries.
    if (policy.state === CircuitState.HalfOpen) {
      this.onError(operation, 'skipped', undefined);
      return undefined;
    }
    try {
      return await policy.execute(() => withinDeadline(call));
    } catch (error) {
      if (error instanceof BrokenCircuitError) this.onError(operation, 'skipped', undefined);
      else this.onError(operation, error instanceof DeadlinePassed ? 'timeout' : 'error', error);
      return undefined;
    }
  }
}

function breaker(): CircuitBreakerPolicy {
  return circuitBreaker(handleAll, {
    halfOpenAfter: pauseMs,
    breaker: new ConsecutiveBreaker(failuresInARow),
  });
}

class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

// Cockatiel's own costs two abort signals a call, and warns where more than ten calls are made at once.
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
