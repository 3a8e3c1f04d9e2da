/** What is made of a body, and remembered by itself. */
export interface DerivedEntry<T> {
  name: string;
  /** Undefined: there is nothing to remember. */
  of: (answer: T) => string | Buffer | undefined;
  from: (cached: Buffer) => T;
}

/** How an answer is remembered. */
export interface Caching<T> {
  /** Whether what is remembered, or on its way already, will not do. */
  bypassCache: boolean;
  /** Whether what was read of a remembered body will do: else Onebox is asked. */
  isComplete: (answer: T) => boolean;
  /** What of the answer is remembered beside the body, so that the body need not be read again. */
  derived?: DerivedEntry<T> | undefined;
  /** Whether what was read takes memory until the operation ends, as its body does. */
  holdsBody?: ((answer: T) => boolean) | undefined;
}
