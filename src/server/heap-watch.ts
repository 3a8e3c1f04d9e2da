import { getHeapStatistics } from 'node:v8';

const beatMs = 50;
const maxHeapShare = 0.9;

/** Whether the heap of this process is nearly full, looked at now and then since asking takes long. */
export class HeapWatch {
  #isFull = false;
  readonly #timer = setInterval(() => {
    const { used_heap_size, heap_size_limit } = getHeapStatistics();
    this.#isFull = used_heap_size > maxHeapShare * heap_size_limit;
  }, beatMs).unref();

  get isFull(): boolean {
    return this.#isFull;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
