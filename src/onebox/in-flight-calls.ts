import { randomBytes } from 'node:crypto';

import { type BearerToken } from './bearer-token';

/**
 * The calls that have no answer yet, so that a caller who asks for the same thing twice at once makes one call:
 * federation gateways split one operation into several requests. Nothing is remembered once it is answered, and
 * nothing is ever shared between callers.
 */
export class InFlightCalls {
  readonly #fingerprintKey = randomBytes(32);
  readonly #ofCaller = new Map<string, Map<string, Promise<unknown>>>();

  /** The answer of the caller's call for `path` that is in flight, else of a new one. */
  async share<T>(bearer: BearerToken, path: string, call: () => Promise<T>): Promise<T> {
    const caller = bearer.fingerprint(this.#fingerprintKey);
    const calls = this.#ofCaller.get(caller) ?? new Map<string, Promise<unknown>>();
    const running = calls.get(path) as Promise<T> | undefined;
    if (running !== undefined) return running;
    const started = call();
    this.#ofCaller.set(caller, calls.set(path, started));
    try {
      return await started;
    } finally {
      if (calls.get(path) === started) calls.delete(path);
      if (calls.size === 0 && this.#ofCaller.get(caller) === calls) this.#ofCaller.delete(caller);
    }
  }

  /** Lets nobody join the caller's calls any more: what they will answer may be from before a change. */
  forget(bearer: BearerToken): void {
    this.#ofCaller.delete(bearer.fingerprint(this.#fingerprintKey));
  }
}
