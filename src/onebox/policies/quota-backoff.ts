import { LRUCache } from 'lru-cache';

import { OneboxError } from '../onebox-error';
import { type Call, type Decoded, type Next, type Policy } from './policy';

/** How a used-up quota is respected. */
export interface QuotaBackoffOptions {
  /** For how long at most a caller's calls are not made after Onebox has refused one; 0: they are always made. */
  backoffMs: number;
  now: () => Date;
  /** How many callers are remembered, where it is not the usual number. */
  maxCallers?: number;
}

interface Refusal {
  error: OneboxError;
  untilMs: number;
  isProbing: boolean;
}

const defaultMaxCallers = 10_000;

/**
 * Ends the calls of a caller whose quota is used up with Onebox's own refusal, until its window opens or the back-off is over,
 * and then lets one call try again. What one caller has used up decides nothing for another.
 */
export function quotaBackoff(options: QuotaBackoffOptions): Policy {
  const refusals = new Refusals(options);
  return (call, next) => {
    const { caller } = call.origin;
    return caller === undefined ? next(call) : refusals.run(caller.id, call, next);
  };
}

class Refusals {
  readonly #refusalOf: LRUCache<string, Refusal>;

  constructor(private readonly options: QuotaBackoffOptions) {
    this.#refusalOf = new LRUCache({ max: options.maxCallers ?? defaultMaxCallers });
  }

  run(callerId: string, call: Call, next: Next): Promise<Decoded> {
    const refusal = this.#refusalOf.get(callerId);
    if (refusal === undefined) return this.#heeded(callerId, next(call));
    if (refusal.isProbing || this.#nowMs() < refusal.untilMs) return Promise.reject(refusal.error);
    refusal.isProbing = true;
    return this.#heeded(callerId, next(call)).finally(() => {
      if (this.#refusalOf.peek(callerId) === refusal) this.#refusalOf.delete(callerId);
    });
  }

  #heeded<T>(callerId: string, called: Promise<T>): Promise<T> {
    return called.catch((error: unknown) => {
      throw error instanceof OneboxError && error.kind === 'quota-exhausted'
        ? this.#remember(callerId, error)
        : error;
    });
  }

  #remember(callerId: string, refused: OneboxError): OneboxError {
    if (this.options.backoffMs === 0) return refused;
    const { kind, message, onebox, retryAt } = refused;
    const backoffEndsMs = this.#nowMs() + this.options.backoffMs;
    const error = new OneboxError(kind, message, { onebox, retryAt: retryAt ?? new Date(backoffEndsMs) });
    const untilMs = Math.min(backoffEndsMs, retryAt?.getTime() ?? Infinity);
    this.#refusalOf.set(callerId, { error, untilMs, isProbing: false });
    return error;
  }

  #nowMs(): number {
    return this.options.now().getTime();
  }
}
