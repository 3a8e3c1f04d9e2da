// To parse a typical response takes a tenth of it.
const turnMs = 8;

/**
 * Bounds the time for parsing responses in one turn of the event loop. A malicious response can take a hundred times the usual
 * time for each byte, and many can arrive at once.
 */
export class ParsingTurns {
  readonly #waiting: (() => void)[] = [];
  #spentMs = 0;
  #isTurnAwaited = false;

  /** Whether the time of this turn is used up. */
  get isOver(): boolean {
    return this.#spentMs >= turnMs;
  }

  spend(ms: number): void {
    this.#spentMs += ms;
    this.#awaitTurn();
  }

  /** Calls `resume` in a later turn, in the order of the calls to `wait`. */
  wait(resume: () => void): void {
    this.#waiting.push(resume);
    this.#awaitTurn();
  }

  #awaitTurn(): void {
    if (this.#isTurnAwaited) return;
    this.#isTurnAwaited = true;
    setImmediate(this.#turn);
  }

  readonly #turn = (): void => {
    this.#spentMs = 0;
    this.#isTurnAwaited = false;
    while (!this.isOver) {
      const resume = this.#waiting.shift();
      if (resume === undefined) return;
      resume();
    }
    this.#awaitTurn();
  };
}
