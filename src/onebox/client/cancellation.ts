/**
 * Cancels a wait, as an AbortSignal does. V8 does not optimise code that uses AbortSignals, because each has its own hidden
 * class. Three of them cost more than the rest of a small call.
 */
export class Cancellation {
  #listeners: ((reason: Error) => void)[] = [];
  #reason: Error | undefined;

  /** The reason of the cancellation. Undefined before it. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Cancels. Later calls have no effect. */
  cancel(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) listener(reason);
  }

  throwIfCancelled(): void {
    if (this.#reason !== undefined) throw this.#reason;
  }

  /** Calls `listener` on cancellation, unless {@link unlisten} removes it before. */
  listen(listener: (reason: Error) => void): void {
    this.#listeners.push(listener);
  }

  unlisten(listener: (reason: Error) => void): void {
    const index = this.#listeners.indexOf(listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }
}
