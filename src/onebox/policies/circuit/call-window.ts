/** A success, a failure that counts for all callers, or a failure of one source. */
type Outcome = 'success' | 'failure' | { failureOf: string };

/** The outcomes of the last calls. Failures of one source count once, so that one caller cannot open the circuit of all. */
export class CallWindow {
  readonly #outcomes: Outcome[] = [];
  readonly #failing = new Set<string>();
  #next = 0;
  #failures = 0;

  constructor(private readonly size: number) {}

  get calls(): number {
    return this.#outcomes.length;
  }

  get failures(): number {
    return this.#failures;
  }

  add(outcome: Outcome): void {
    if (typeof outcome === 'object') {
      if (this.#failing.has(outcome.failureOf)) return;
      this.#failing.add(outcome.failureOf);
    }
    const oldest = this.#outcomes[this.#next];
    if (typeof oldest === 'object') this.#failing.delete(oldest.failureOf);
    if (oldest !== undefined && oldest !== 'success') this.#failures -= 1;
    if (outcome !== 'success') this.#failures += 1;
    this.#outcomes[this.#next] = outcome;
    this.#next = (this.#next + 1) % this.size;
  }

  clear(): void {
    this.#outcomes.length = 0;
    this.#failing.clear();
    this.#next = 0;
    this.#failures = 0;
  }
}
