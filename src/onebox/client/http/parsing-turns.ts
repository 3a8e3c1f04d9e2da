// Parsing a whole response of the usual size takes a tenth of it.
const turnMs = 8;

/**
 * Bounds for how long all responses together are parsed in one turn of the event loop. A response can be made so that its parser
 * takes a hundred times as long for a byte as usual, and many can arrive at once.
 */
export class ParsingTurns {
  readonly #waiting: (() => void)[] = [];
  #spentMs = 0;
  #isTurnAwaited = false;

  /** Whether this turn's time is spent. */
  get isOver(): boolean {
    return this.#spentMs >= turnMs;
  }

  spend(ms: number): void {
    this.#spentMs += ms;
    this.#awaitTurn();
  }

  /** Calls `goOn` in a later turn, after those that have waited longer. */
  wait(goOn: () => void): void {
    this.#waiting.push(goOn);
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
      const goOn = this.#waiting.shift();
      if (goOn === undefined) return;
      goOn();
    }
    this.#awaitTurn();
  };
}
