/**
 * Starts a few queued requests in each event-loop turn, in order of arrival. A running request holds memory until its end, and many at
 * once slow each other down. A queued request costs almost nothing.
 */
export class AdmissionQueue<T> {
  readonly #waiting: { item: T; sinceMs: number }[] = [];
  #startedThisTurn = 0;

  constructor(
    private readonly maxPerTurn: number,
    private readonly start: (item: T) => void,
  ) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** How long the first item has waited, in milliseconds. */
  get waitedMs(): number {
    const [first] = this.#waiting;
    return first === undefined ? 0 : performance.now() - first.sinceMs;
  }

  /** Starts an item now, or after the items before it. */
  add(item: T): void {
    if (this.#startedThisTurn === 0) setImmediate(this.#turn);
    if (this.#startedThisTurn < this.maxPerTurn) this.#startOne(item);
    else this.#waiting.push({ item, sinceMs: performance.now() });
  }

  readonly #turn = (): void => {
    this.#startedThisTurn = 0;
    while (this.#startedThisTurn < this.maxPerTurn) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#startOne(next.item);
    }
    if (this.#startedThisTurn > 0) setImmediate(this.#turn);
  };

  #startOne(item: T): void {
    this.#startedThisTurn += 1;
    this.start(item);
  }
}
