/**
 * Where those wait whose turn has not come: in each turn of the event loop a few begin, in the order in which they came.
 * Who has begun takes memory until the end, and many at once make each of them cost more; who waits costs next to nothing.
 */
export class AdmissionQueue<T> {
  readonly #waiting: { who: T; sinceMs: number }[] = [];
  #begunThisTurn = 0;

  constructor(
    private readonly maxPerTurn: number,
    private readonly begin: (who: T) => void,
  ) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** For how long the first one has waited, in milliseconds. */
  get waitedMs(): number {
    const [first] = this.#waiting;
    return first === undefined ? 0 : performance.now() - first.sinceMs;
  }

  /** Lets one begin now, or when those before have. */
  join(who: T): void {
    if (this.#begunThisTurn === 0) setImmediate(this.#turn);
    if (this.#begunThisTurn < this.maxPerTurn) this.#beginOne(who);
    else this.#waiting.push({ who, sinceMs: performance.now() });
  }

  readonly #turn = (): void => {
    this.#begunThisTurn = 0;
    while (this.#begunThisTurn < this.maxPerTurn) {
      const next = this.#waiting.shift();
      if (next === undefined) break;
      this.#beginOne(next.who);
    }
    if (this.#begunThisTurn > 0) setImmediate(this.#turn);
  };

  #beginOne(who: T): void {
    this.#begunThisTurn += 1;
    this.begin(who);
  }
}
