import { LRUCache } from 'lru-cache';

/** The maximum number of events in a time window. */
export interface Rate {
  /** 0: unlimited. */
  times: number;
  windowMs: number;
}

interface Counted {
  /** In this replica, and the last known count of the others. */
  count: number;
  /** The part of it that is not sent to other replicas yet. */
  pending: number;
}

/** A count of one key and window that is not sent to other replicas yet. */
export interface Pending {
  key: string;
  window: number;
  pending: number;
}

// Bounds the memory of invented keys: the least recently used are removed. `maxSize`, since `max` allocates all entries at once.
export const maxKeys = { maxSize: 100_000, sizeCalculation: (): number => 1 };

/** The state of a key after an event. */
export interface Count {
  /** The number of events that are allowed now. */
  remaining: number;
  /** When the next event is allowed. Undefined where the event was counted. */
  limitedUntil: Date | undefined;
  nowMs: number;
}

/** The counts of one time window. */
class Counts {
  readonly byKey = new LRUCache<string, Counted>(maxKeys);
  readonly changed = new Set<string>();

  constructor(readonly window: number) {}
}

/**
 * Counts events by key in a sliding window: the count of the current window, plus the share of the previous one that the sliding window
 * covers. So a new window does not start with a full budget. Windows start at the same time in every replica, and counts can be
 * added in any order.
 *
 * The package rate-limiter-flexible counts in fixed windows. Its limiters wait for the store at each request, or are local to a process.
 */
export class RateLimiter {
  #current = new Counts(0);
  #previous = new Counts(-1);

  constructor(
    readonly rate: Readonly<Rate>,
    private readonly now: () => number,
  ) {}

  /** Counts an event. Over the limit it counts nothing, and returns when the next event is allowed. */
  hit(key: string): Date | undefined {
    return this.rate.times === 0 ? undefined : this.count(key).limitedUntil;
  }

  /** As {@link hit}, for a limit that is not 0, with the remaining events. */
  count(key: string): Count {
    const nowMs = this.#turn();
    const counted = this.#current.byKey.get(key);
    const remaining = this.#remaining(nowMs, key, counted);
    if (remaining <= 0) return { remaining: 0, limitedUntil: this.#limitedUntil(key), nowMs };
    this.#add(this.#current, key, 1, counted);
    return { remaining: remaining - 1, limitedUntil: undefined, nowMs };
  }

  /** When the next event is allowed. Undefined below the limit. */
  isOver(key: string): Date | undefined {
    if (this.rate.times === 0) return undefined;
    const nowMs = this.#turn();
    const isOver = this.#remaining(nowMs, key, this.#current.byKey.get(key)) <= 0;
    return isOver ? this.#limitedUntil(key) : undefined;
  }

  /** When the current window ends. */
  get windowEndsAtMs(): number {
    this.#turn();
    return (this.#current.window + 1) * this.rate.windowMs;
  }

  /** Removes an event that was counted. */
  takeBack(key: string): void {
    this.#turn();
    const counts = [this.#current, this.#previous].find(({ byKey }) => (byKey.get(key)?.count ?? 0) > 0);
    if (counts !== undefined) this.#add(counts, key, -1);
  }

  /** Takes the counts to send to other replicas. Omits keys far below the limit. */
  takePending(): Pending[] {
    this.#turn();
    return [this.#previous, this.#current].flatMap(({ window, byKey, changed }) => {
      const taken: Pending[] = [];
      for (const key of changed) {
        const counted = byKey.get(key);
        if (counted === undefined || counted.pending === 0) continue;
        taken.push({ key, window, pending: counted.pending });
        counted.pending = 0;
      }
      changed.clear();
      return taken;
    });
  }

  /** Sets the total counts of all replicas. */
  applyTotals(totals: readonly (Pending & { total: number })[]): void {
    this.#turn();
    for (const { key, window, total } of totals) {
      const counted = this.#countsIn(window)?.byKey.get(key);
      if (counted !== undefined) counted.count = total + counted.pending;
    }
  }

  /** Puts counts back that could not be sent. */
  putBack(taken: readonly Pending[]): void {
    this.#turn();
    for (const { key, window, pending } of taken) {
      const counts = this.#countsIn(window);
      const counted = counts?.byKey.get(key);
      if (counts === undefined || counted === undefined) continue;
      counted.pending += pending;
      counts.changed.add(key);
    }
  }

  #add({ byKey, changed }: Counts, key: string, times: number, existing = byKey.get(key)): void {
    let counted = existing;
    if (counted === undefined) {
      counted = { count: 0, pending: 0 };
      byKey.set(key, counted);
    }
    counted.count += times;
    counted.pending += times;
    // Keys far below the limit are not sent, to save writes.
    if (counted.count * 10 >= this.rate.times) changed.add(key);
  }

  /** The number of events that are allowed now. It grows as the previous window passes. */
  #remaining(nowMs: number, key: string, current: Counted | undefined): number {
    const { times, windowMs } = this.rate;
    const elapsed = nowMs / windowMs - this.#current.window;
    // Corrects rounding at the exact millisecond that isOver returns.
    const counted = (current?.count ?? 0) + this.#previousCount(key) * (1 - elapsed);
    return Math.max(0, Math.floor(times - counted + 1e-6));
  }

  #limitedUntil(key: string): Date {
    const { times, windowMs } = this.rate;
    const { window, byKey } = this.#current;
    const current = byKey.get(key)?.count ?? 0;
    const isPastOnly = current < times;
    const [counted, room] = isPastOnly
      ? [this.#previousCount(key), times - 1 - current]
      : [current, times - 1];
    const share = 1 - room / counted;
    return new Date(Math.ceil((window + (isPastOnly ? 0 : 1) + share) * windowMs));
  }

  #previousCount(key: string): number {
    const { byKey } = this.#previous;
    return byKey.size === 0 ? 0 : (byKey.peek(key)?.count ?? 0);
  }

  #countsIn(window: number): Counts | undefined {
    return [this.#current, this.#previous].find((counts) => counts.window === window);
  }

  #turn(): number {
    const nowMs = this.now();
    const window = Math.floor(nowMs / this.rate.windowMs);
    if (window !== this.#current.window) {
      this.#previous = this.#current.window === window - 1 ? this.#current : new Counts(window - 1);
      this.#current = new Counts(window);
    }
    return nowMs;
  }
}
