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
  /** How much of it others have not been told of. */
  untold: number;
}

/** What was counted under a key in a window, and not told of. */
export interface Untold {
  key: string;
  window: number;
  untold: number;
}

// Whoever makes up more keys than this has them forgotten, the least used first. As a size, since room for a `max` of
// entries is made at once, and most of it never used.
export const maxKeys = { maxSize: 100_000, sizeCalculation: (): number => 1 };

/**
 * Counts what happens, by key, in windows of time that begin at the same moment in every process.
 *
 * The limiters of rate-limiter-flexible either let each request wait for the shared store, or count for one process alone.
 */
export class RateLimiter {
  readonly #counted = new LRUCache<string, Counted>(maxKeys);
  readonly #changed = new Set<string>();
  #window = 0;

  constructor(
    private readonly rate: Rate,
    private readonly now: () => number,
  ) {}

  /** Counts one more. Gives the moment at which it may happen again where that is too many, else undefined. */
  hit(key: string): Date | undefined {
    if (this.rate.times === 0) return undefined;
    const over = this.isOver(key);
    if (over === undefined) this.#add(key, 1);
    return over;
  }

  /** As hit, but counts nothing. */
  isOver(key: string): Date | undefined {
    if (this.rate.times === 0) return undefined;
    this.#turn();
    const count = this.#counted.get(key)?.count ?? 0;
    return count < this.rate.times ? undefined : new Date((this.#window + 1) * this.rate.windowMs);
  }

  /** Takes back one that was counted. */
  takeBack(key: string): void {
    this.#turn();
    if ((this.#counted.get(key)?.count ?? 0) > 0) this.#add(key, -1);
  }

  has(key: string): boolean {
    this.#turn();
    return this.#counted.has(key);
  }

  forget(key: string): void {
    this.#counted.delete(key);
  }

  get windowMs(): number {
    return this.rate.windowMs;
  }

  /** What other processes have not been told of, where it comes to anything. It counts as told from here on. */
  takeUntold(): Untold[] {
    this.#turn();
    const news: Untold[] = [];
    for (const key of this.#changed) {
      const counted = this.#counted.get(key);
      if (counted === undefined || counted.untold === 0) continue;
      news.push({ key, window: this.#window, untold: counted.untold });
      counted.untold = 0;
    }
    this.#changed.clear();
    return news;
  }

  /** Learns how often it has happened in all processes together. */
  learn(totals: readonly (Untold & { total: number })[]): void {
    this.#turn();
    for (const { key, window, total } of totals) {
      const counted = this.#counted.get(key);
      if (counted !== undefined && window === this.#window) counted.count = total + counted.untold;
    }
  }

  /** For news that nobody could be told. */
  putBack(news: readonly Untold[]): void {
    this.#turn();
    for (const { key, window, untold } of news) {
      const counted = this.#counted.get(key);
      if (counted === undefined || window !== this.#window) continue;
      counted.untold += untold;
      this.#changed.add(key);
    }
  }

  #add(key: string, times: number): void {
    const before = this.#counted.get(key) ?? { count: 0, untold: 0 };
    const count = before.count + times;
    this.#counted.set(key, { count, untold: before.untold + times });
    // Others need not know of those who are far from the limit.
    if (count * 10 >= this.rate.times) this.#changed.add(key);
  }

  #turn(): void {
    const window = Math.floor(this.now() / this.rate.windowMs);
    if (window === this.#window) return;
    this.#window = window;
    this.#counted.clear();
    this.#changed.clear();
  }
}
