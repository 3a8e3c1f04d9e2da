/** An entry that is derived from a body, and cached beside it. */
export interface DerivedEntry<T> {
  name: string;
  /** Undefined where there is nothing to cache. */
  of: (value: T) => string | Buffer | undefined;
  from: (cached: Buffer) => T;
}

/** How a read is cached. */
export interface Caching<T> {
  /** Whether the read must ignore cached entries and calls in flight. */
  bypassCache: boolean;
  /** Whether a value from the cache is complete. If not, Onebox is called. */
  isComplete: (value: T) => boolean;
  /** Cached beside the body, so that a hit need not decode the body again. */
  derived?: DerivedEntry<T> | undefined;
  /** Whether the value refers to its body, so that the body counts until the operation ends. Default: true. */
  holdsBody?: ((value: T) => boolean) | undefined;
}
