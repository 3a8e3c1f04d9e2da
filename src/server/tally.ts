const intervalMs = 60_000;

/** Counts what may happen with every request, for a log that is to tell of it once a minute at most. */
export class Tally<What extends string> {
  #toldAtMs = -Infinity;
  #untold: Partial<Record<What, number>> = {};

  constructor(private readonly now: () => Date) {}

  /** Counts, and gives what was not told yet when it is time to tell. */
  count(what: What): Partial<Record<What, number>> | undefined {
    this.#untold[what] = (this.#untold[what] ?? 0) + 1;
    const nowMs = this.now().getTime();
    if (nowMs - this.#toldAtMs < intervalMs) return undefined;
    const untold = this.#untold;
    this.#toldAtMs = nowMs;
    this.#untold = {};
    return untold;
  }
}
