const sliceMs = 4;
const longTextLength = 64 * 1024;

/** Whether to read a text, or a body of as many bytes, takes so long that it should wait for a turn. */
export function isLong({ length }: { length: number }): boolean {
  return length > longTextLength;
}

/**
 * Shares the event loop among what takes long: all of it together has one slice of time in each turn of the loop, so that
 * others are served in between. Of several that wait the one begun first goes on: as few as can be are half done.
 */
export class TimeSlices {
  readonly #waiting: { order: number; wake: () => void }[] = [];
  #begun = 0;
  #endsAtMs: number | undefined;

  /** The slices of what is begun now. */
  begin(): Slices {
    return new Slices(this, this.#begun++);
  }

  /** Whether this turn's slice is over. The first to ask in a turn begins it. */
  isOver(): boolean {
    const nowMs = performance.now();
    if (this.#endsAtMs === undefined) {
      this.#awaitTurn();
      this.#endsAtMs = nowMs + sliceMs;
    }
    return nowMs > this.#endsAtMs;
  }

  /** Calls `wake` in a later turn, once all that has a lower order has gone on. */
  wait(order: number, wake: () => void): void {
    this.#awaitTurn();
    this.#waiting.push({ order, wake });
  }

  #awaitTurn(): void {
    // Whoever waits has seen to it already, and so has whoever began a slice.
    if (this.#waiting.length === 0 && this.#endsAtMs === undefined) setImmediate(this.#turn);
  }

  readonly #turn = (): void => {
    this.#endsAtMs = undefined;
    const oldest = this.#waiting.sort((a, b) => a.order - b.order).shift();
    if (oldest === undefined) return;
    this.#endsAtMs = performance.now() + sliceMs;
    setImmediate(this.#turn);
    oldest.wake();
  };
}

/** When the long work of one request has to let others go on. */
export class Slices {
  readonly #waiting: (() => void)[] = [];
  #isScheduled = false;

  constructor(
    private readonly timeSlices: TimeSlices,
    private readonly order: number,
  ) {}

  isOver(): boolean {
    return this.timeSlices.isOver();
  }

  /**
   * Resolves in a later slice. The parts of the work that wait go on one after the other, and each only as long as the
   * slice lasts: all together they could take any time.
   */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#isScheduled) this.#schedule();
    });
  }

  #schedule(): void {
    this.#isScheduled = true;
    this.timeSlices.wait(this.order, this.#goOn);
  }

  readonly #goOn = (): void => {
    this.#waiting.shift()?.();
    this.#isScheduled = this.#waiting.length > 0;
    if (!this.#isScheduled) return;
    // What follows from the promise is done in microtasks, and a tick that one of them asks for comes after all of them.
    queueMicrotask(() => {
      process.nextTick(() => {
        if (this.isOver()) this.#schedule();
        else this.#goOn();
      });
    });
  };
}
