import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

const beatMs = 50;
// What runs already takes the rest.
const maxShare = 0.9;

/** What of the memory is looked at, and how much of it there may be, in bytes. */
export interface MemoryUse {
  /** The heap, and what its objects hold outside of it: buffers of requests, bodies and responses. */
  usedBytes: number;
  heapLimitBytes: number;
  residentBytes: number;
  /** What the container may have; undefined where it has no bound of its own. */
  containerLimitBytes: number | undefined;
}

/** Whether so much memory is used that nothing more should begin. */
export function isMemoryShort({
  usedBytes,
  heapLimitBytes,
  residentBytes,
  containerLimitBytes = Infinity,
}: MemoryUse): boolean {
  return usedBytes > maxShare * heapLimitBytes || residentBytes > maxShare * containerLimitBytes;
}

/** Looks now and then whether memory is short, since looking takes long. */
export class MemoryMonitor {
  readonly #containerLimitBytes = containerLimit();
  #isShort = false;
  readonly #timer = setInterval(() => {
    const { used_heap_size, external_memory, heap_size_limit } = getHeapStatistics();
    this.#isShort = isMemoryShort({
      usedBytes: used_heap_size + external_memory,
      heapLimitBytes: heap_size_limit,
      residentBytes: this.#containerLimitBytes === undefined ? 0 : process.memoryUsage.rss(),
      containerLimitBytes: this.#containerLimitBytes,
    });
  }, beatMs).unref();

  get isShort(): boolean {
    return this.#isShort;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Node.js gives 0, nothing, or more than there is, where nothing bounds the container. */
function containerLimit(): number | undefined {
  const bytes = process.constrainedMemory() as number | undefined;
  return bytes !== undefined && bytes > 0 && bytes < totalmem() ? bytes : undefined;
}
