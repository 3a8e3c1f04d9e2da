import { setImmediate } from 'node:timers/promises';

const sliceMs = 4;

/** Cuts long work into slices of some milliseconds, between which other requests are served. */
export class TimeSlices {
  #startedAtMs = performance.now();
  #next: Promise<void> | undefined;

  isOver(): boolean {
    return performance.now() - this.#startedAtMs > sliceMs;
  }

  /** Resolves when the next slice begins, which is the same one for all who wait. */
  next(): Promise<void> {
    this.#next ??= setImmediate().then(() => {
      this.#startedAtMs = performance.now();
      this.#next = undefined;
    });
    return this.#next;
  }
}
