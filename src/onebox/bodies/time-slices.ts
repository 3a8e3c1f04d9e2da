const sliceMs = 4;
const longTextLength = 64 * 1024;

/** Whether a text or a body is so long that work on it should wait for a time slice. */
export function isLong({ length }: { length: number }): boolean {
  return length > longTextLength;
}

/**
 * Divides long work into time slices: all of it together gets one slice in each turn of the event loop, so that other requests are
 * served in between. The work that began first continues first, which keeps the number of unfinished requests low.
 */
export class TimeSlices {
  readonly #waiting: { order: number; wake: () => void }[] = [];
  #nextOrder = 0;
  #endsAtMs: number | undefined;

  /** The time slices of work that begins now. */
  begin(): Slices {
    return new Slices(this, this.#nextOrder++);
  }

  /** Whether the slice of this turn has ended. The first call in a turn begins the slice. */
  isOver(): boolean {
    const nowMs = performance.now();
    if (this.#endsAtMs === undefined) {
      this.#awaitTurn();
      this.#endsAtMs = nowMs + sliceMs;
    }
    return nowMs > this.#endsAtMs;
  }

  /** Calls `wake` in a later turn, after all waiting work of a lower order. */
  wait(order: number, wake: () => void): void {
    this.#awaitTurn();
    this.#waiting.push({ order, wake });
  }

  #awaitTurn(): void {
    // Waiting work, and the start of a slice, have already scheduled the turn.
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

/** The time slices of one request. */
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
   * Resolves in a later slice. Waiting parts of the work continue one after the other while the slice lasts, since all of them together
   * could take any time.
   */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#isScheduled) this.#schedule();
    });
  }

  #schedule(): void {
    this.#isScheduled = true;
    this.timeSlices.wait(this.order, this.#continue);
  }

  readonly #continue = (): void => {
    this.#waiting.shift()?.();
    this.#isScheduled = this.#waiting.length > 0;
    if (!this.#isScheduled) return;
    // The work that awaits the promise runs in microtasks. The tick that this microtask schedules runs after all of them.
    queueMicrotask(() => {
      process.nextTick(() => {
        if (this.isOver()) this.#schedule();
        else this.#continue();
      });
    });
  };
}
