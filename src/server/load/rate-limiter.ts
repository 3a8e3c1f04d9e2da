import { LRUCache } from 'lru-cache';

/** How often something may happen. */
export interface Rate {
  /** 0: as often as it likes. */
  times: number;
  windowMs: number;
}

interface Counted {
  /** Here, and elsewhere as far as it is known. */
  count: number;
  /** How much of it other replicas do not know yet. */
  pending: number;
}

/** What was counted under a key in a window, and other replicas do not know yet. */
export interface Pending {
  key: string;
  window: number;
  pending: number;
}

// Whoever makes up more keys than this has them forgotten, the least used first. As a size, since room for a `max` of
// entries is made at once, and most of it never used.
export const maxKeys = { maxSize: 100_000, sizeCalculation: (): number => 1 };

/** What was counted in one window of time. */
class Counts {
  readonly byKey = new LRUCache<string, Counted>(maxKeys);
  readonly changed = new Set<string>();

  constructor(readonly window: number) {}
}

/**
 * Counts what happens, by key, in a sliding window: the count of the current window and the part of the one before that the
 * sliding window still covers. So nobody can use a whole budget at once each time that a window turns. Windows begin
 * at the same moment in every replica, and counts can be added up in any order.
 *
 * The limiters of rate-limiter-flexible either let each request wait for the shared store, or count for one process alone,
 * and count in fixed windows.
 */
export class RateLimiter {
  #current = new Counts(0);
  #previous = new Counts(-1);

  constructor(
    readonly rate: Readonly<Rate>,
    private readonly now: () => number,
  ) {}

  /** Counts one more. Gives the moment at which it may happen again where that is too many, else undefined. */
  hit(key: string): Date | undefined {
    if (this.rate.times === 0) return undefined;
    const limitedUntil = this.isOver(key);
    if (limitedUntil === undefined) this.#add(this.#current, key, 1);
    return limitedUntil;
  }

  /** As hit, but counts nothing. */
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

  /** How often it may happen from now until the current window ends, and more as the one before passes. */
  remaining(key: string): number {
    const { times, windowMs } = this.rate;
    const nowMs = this.#turn();
    const { current, previous } = this.#countsOf(key);
    const elapsed = nowMs / windowMs - this.#current.window;
    // At the very millisecond that isOver names, floating point may lack a little.
    return Math.max(0, Math.floor(times - current - previous * (1 - elapsed) + 1e-6));
  }

  /** When the current window ends. */
  get windowEndsAtMs(): number {
    this.#turn();
    return (this.#current.window + 1) * this.rate.windowMs;
  }

  /** Takes back one that was counted. */
  takeBack(key: string): void {
    this.#turn();
    const counts = [this.#current, this.#previous].find(({ byKey }) => (byKey.get(key)?.count ?? 0) > 0);
    if (counts !== undefined) this.#add(counts, key, -1);
  }

  /** What other replicas do not know yet, where it comes to anything. They know it from here on. */
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

  /** Sets how often it has happened in all replicas together. */
  applyTotals(totals: readonly (Pending & { total: number })[]): void {
    this.#turn();
    for (const { key, window, total } of totals) {
      const counted = this.#countsIn(window)?.byKey.get(key);
      if (counted !== undefined) counted.count = total + counted.pending;
    }
  }

  /** For what other replicas could not be told. */
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
    // Others need not know of those who are far from the limit.
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
