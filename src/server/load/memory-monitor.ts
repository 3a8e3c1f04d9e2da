import { totalmem } from 'node:os';
import { getHeapStatistics } from 'node:v8';

const intervalMs = 50;
// The rest is for requests that already run.
const maxShare = 0.9;

/** The use of memory and its limits, in bytes. */
export interface MemoryUse {
  /** The heap, with the buffers of requests, bodies and responses outside of it. */
  usedBytes: number;
  heapLimitBytes: number;
  residentBytes: number;
  /** Undefined without a limit of the container. */
  containerLimitBytes: number | undefined;
}

/** Whether no further request should start. */
export function isMemoryShort({
  usedBytes,
  heapLimitBytes,
  residentBytes,
  containerLimitBytes = Infinity,
}: MemoryUse): boolean {
  return usedBytes > maxShare * heapLimitBytes || residentBytes > maxShare * containerLimitBytes;
}

/** Measures the memory at an interval, since a measurement for each request takes too long. */
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
  }, intervalMs).unref();

  get isShort(): boolean {
    return this.#isShort;
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** Undefined without a limit: Node.js then returns 0, undefined, or more than the total memory. */
function containerLimit(): number | undefined {
  const bytes = process.constrainedMemory() as number | undefined;
  return bytes !== undefined && bytes > 0 && bytes < totalmem() ? bytes : undefined;
}
