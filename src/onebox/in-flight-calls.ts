/** How a call is shared. */
export interface Sharing<T> {
  /** Whether a call that was there before will do. */
  join: boolean;
  /** What to do with the answer of a new call which nobody has asked to forget meanwhile. */
  remember?: ((answer: T) => Promise<void>) | undefined;
}

/**
 * The calls that have no answer yet, so that a caller who asks for the same thing twice at once makes one call:
 * federation gateways split one operation into several requests. Nothing is remembered once it is answered, and
 * nothing is ever shared between callers.
 */
export class InFlightCalls {
  readonly #ofCaller = new Map<string, Map<string, Promise<unknown>>>();

  /** The answer of the caller's call for `path` that is in flight, else of a new one. */
  async share<T>(
    callerId: string,
    path: string,
    call: () => Promise<T>,
    { join, remember }: Sharing<T>,
  ): Promise<T> {
    const calls = this.#ofCaller.get(callerId) ?? new Map<string, Promise<unknown>>();
    const running = calls.get(path) as Promise<T> | undefined;
    if (join && running !== undefined) return running;
    const started = call();
    this.#ofCaller.set(callerId, calls.set(path, started));
    const isCurrent = (): boolean => this.#ofCaller.get(callerId)?.get(path) === started;
    try {
      const answer = await started;
      if (isCurrent()) void remember?.(answer);
      return answer;
    } finally {
      if (isCurrent()) {
        calls.delete(path);
        if (calls.size === 0) this.#ofCaller.delete(callerId);
      }
    }
  }

  /** Lets nobody join the caller's calls any more: what they will answer may be from before a change. */
  forget(callerId: string): void {
    this.#ofCaller.delete(callerId);
  }
}
