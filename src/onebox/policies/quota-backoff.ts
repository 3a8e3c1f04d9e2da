import { LRUCache } from 'lru-cache';

import { OneboxError } from '../onebox-error';
import { type Call, type Decoded, type Next, type Policy } from './policy';

/** The options of {@link quotaBackoff}. */
export interface QuotaBackoffOptions {
  /** How long at most a caller makes no calls after a quota error. 0 turns the back-off off. */
  backoffMs: number;
  now: () => Date;
  /** The maximum number of stored callers. Default: 10,000. */
  maxCallers?: number;
}

interface Exhaustion {
  error: OneboxError;
  untilMs: number;
  isProbing: boolean;
}

const defaultMaxCallers = 10_000;

/**
 * Rejects the calls of a caller with an exhausted quota, with the error of Onebox. It does so until the quota window opens, or for
 * `backoffMs`. Then one test call is made. Other callers are not affected.
 */
export function quotaBackoff(options: QuotaBackoffOptions): Policy {
  const quotas = new ExhaustedQuotas(options);
  return (call, next) => {
    const { caller } = call.origin;
    return caller === undefined ? next(call) : quotas.run(caller.id, call, next);
  };
}

class ExhaustedQuotas {
  readonly #exhaustionOf: LRUCache<string, Exhaustion>;

  constructor(private readonly options: QuotaBackoffOptions) {
    this.#exhaustionOf = new LRUCache({ max: options.maxCallers ?? defaultMaxCallers });
  }

  run(callerId: string, call: Call, next: Next): Promise<Decoded> {
    const exhaustion = this.#exhaustionOf.get(callerId);
    if (exhaustion === undefined) return this.#observe(callerId, next(call));
    if (exhaustion.isProbing || this.#nowMs() < exhaustion.untilMs) return Promise.reject(exhaustion.error);
    exhaustion.isProbing = true;
    return this.#observe(callerId, next(call)).finally(() => {
      if (this.#exhaustionOf.peek(callerId) === exhaustion) this.#exhaustionOf.delete(callerId);
    });
  }

  #observe<T>(callerId: string, called: Promise<T>): Promise<T> {
    return called.catch((error: unknown) => {
      throw error instanceof OneboxError && error.kind === 'quota-exhausted'
        ? this.#store(callerId, error)
        : error;
    });
  }

  #store(callerId: string, exhausted: OneboxError): OneboxError {
    if (this.options.backoffMs === 0) return exhausted;
    const { kind, message, onebox, retryAt } = exhausted;
    const backoffEndsMs = this.#nowMs() + this.options.backoffMs;
    const error = new OneboxError(kind, message, { onebox, retryAt: retryAt ?? new Date(backoffEndsMs) });
    const untilMs = Math.min(backoffEndsMs, retryAt?.getTime() ?? Infinity);
    this.#exhaustionOf.set(callerId, { error, untilMs, isProbing: false });
    return error;
  }

  #nowMs(): number {
    return this.options.now().getTime();
  }
}
