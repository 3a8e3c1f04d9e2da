/**
 * Ends what is waited for before its time, as an AbortSignal does. Node.js gives each AbortSignal a shape of its own, so that
 * whatever touches one is never optimised: three of them cost more than the rest of a small call.
 */
export class Cancellation {
  #listeners: ((reason: Error) => void)[] = [];
  #reason: Error | undefined;

  /** Why it is cancelled; undefined as long as it is not. */
  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Cancels. Only the first reason counts. */
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

  /** Calls `listener` once it is cancelled, unless {@link forget} comes first. */
  listen(listener: (reason: Error) => void): void {
    this.#listeners.push(listener);
  }

  forget(listener: (reason: Error) => void): void {
    const index = this.#listeners.indexOf(listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }
}
