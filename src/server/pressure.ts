import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';

const beatMs = 50;
const maxLateMs = 100;
const maxHeapShare = 0.9;

/** Whether this process is at its end: known at every moment, also within a long turn of the event loop. */
export class Pressure {
  #nextBeatMs = performance.now() + beatMs;
  #isHeapFull = false;
  readonly #timer = setInterval(() => {
    const { used_heap_size, heap_size_limit } = getHeapStatistics();
    this.#isHeapFull = used_heap_size > maxHeapShare * heap_size_limit;
    this.#nextBeatMs = performance.now() + beatMs;
  }, beatMs).unref();

  /** Whether what comes now has waited for its turn, and so has all that was there before it. */
  get isLate(): boolean {
    return performance.now() - this.#nextBeatMs > maxLateMs;
  }

  get isHeapFull(): boolean {
    return this.#isHeapFull;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
