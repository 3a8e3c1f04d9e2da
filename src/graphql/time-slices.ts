const sliceMs = 4;

/**
 * Shares the event loop among the answers that take long: between any two slices of them all else is served, and of
 * several that wait the one begun first goes on, so that as few as can be are half done.
 */
export class TimeSlices {
  readonly #waiting: { order: number; wake: () => void }[] = [];
  #begun = 0;

  /** The slices of one answer. */
  begin(): Slices {
    const order = this.#begun++;
    return new Slices((wake) => {
      if (this.#waiting.push({ order, wake }) === 1) setImmediate(this.#wakeOldest);
    });
  }

  readonly #wakeOldest = (): void => {
    const oldest = this.#waiting.reduce((a, b) => (a.order <= b.order ? a : b));
    this.#waiting.splice(this.#waiting.indexOf(oldest), 1);
    if (this.#waiting.length > 0) setImmediate(this.#wakeOldest);
    oldest.wake();
  };
}

/** When one answer has to let others go on. */
export class Slices {
  #startedAtMs = performance.now();
  #next: Promise<void> | undefined;

  constructor(private readonly whenAwake: (wake: () => void) => void) {}

  isOver(): boolean {
    return performance.now() - this.#startedAtMs > sliceMs;
  }

  /** Resolves when the next slice begins, which is the same one for all that the answer consists of. */
  next(): Promise<void> {
    this.#next ??= new Promise((resolve) => {
      this.whenAwake(() => {
        this.#startedAtMs = performance.now();
        this.#next = undefined;
        resolve();
      });
    });
    return this.#next;
  }
}
