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
    if (this.rate.times === 0) return undefined;
    const limitedUntil = this.isOver(key);
    if (limitedUntil === undefined) this.#add(this.#current, key, 1);
    return limitedUntil;
  }

  /** When the next event is allowed. Undefined below the limit. */
  isOver(key: string): Date | undefined {
    const { times, windowMs } = this.rate;
    if (times === 0) return undefined;
    if (this.remaining(key) > 0) return undefined;
    const { window } = this.#current;
    const { current, previous } = this.#countsOf(key);
    const isPastOnly = current < times;
    const [counted, room] = isPastOnly ? [previous, times - 1 - current] : [current, times - 1];
    const share = 1 - room / counted;
    return new Date(Math.ceil((window + (isPastOnly ? 0 : 1) + share) * windowMs));
  }

  /** The number of events that are allowed now. It grows as the previous window passes. */
  remaining(key: string): number {
    const { times, windowMs } = this.rate;
    const nowMs = this.#turn();
    const { current, previous } = this.#countsOf(key);
    const elapsed = nowMs / windowMs - this.#current.window;
    // Corrects rounding at the exact millisecond that isOver returns.
    return Math.max(0, Math.floor(times - current - previous * (1 - elapsed) + 1e-6));
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

  #add({ byKey, changed }: Counts, key: string, times: number): void {
    let counted = byKey.get(key);
    if (counted === undefined) {
      counted = { count: 0, pending: 0 };
      byKey.set(key, counted);
    }
    counted.count += times;
    counted.pending += times;
    // Keys far below the limit are not sent, to save writes.
    if (counted.count * 10 >= this.rate.times) changed.add(key);
  }

  #countsOf(key: string): { current: number; previous: number } {
    return {
      current: this.#current.byKey.get(key)?.count ?? 0,
      previous: this.#previous.byKey.peek(key)?.count ?? 0,
    };
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
