const blockBytes = 256;
const chunkBytes = 256 * 1024;
const blocksPerChunk = chunkBytes / blockBytes;
// Each block begins with the number of the next one, and the first of a value then has its length.
const nextBytes = 4;
const lengthBytes = 4;
const none = 0xffffffff;

/** The memory that a value takes, in bytes. */
export function bytesInBlocks(length: number): number {
  return Math.ceil((lengthBytes + length) / (blockBytes - nextBytes)) * blockBytes;
}

/**
 * Values in blocks of equal size. A `Buffer` for each would take as much again for its objects, and leave holes of all sizes in the
 * memory when it is freed. Blocks are used again, and never returned to the system.
 */
export class ByteBlocks {
  readonly #chunks: Buffer[] = [];
  #firstFree = none;

  /** Copies a value, and returns its first block. */
  add(value: Uint8Array): number {
    const first = this.#take();
    let block = first;
    let [chunk, at] = this.#placeOf(block);
    let end = at + blockBytes;
    at = chunk.writeUInt32LE(value.length, at + nextBytes);
    for (let copied = 0; ;) {
      const part = Math.min(end - at, value.length - copied);
      chunk.set(value.subarray(copied, copied + part), at);
      copied += part;
      if (copied === value.length) break;
      block = this.#take();
      chunk.writeUInt32LE(block, end - blockBytes);
      [chunk, at] = this.#placeOf(block);
      end = at + blockBytes;
      at += nextBytes;
    }
    chunk.writeUInt32LE(none, end - blockBytes);
    return first;
  }

  /** A copy of the value that begins at a block. */
  get(first: number): Buffer {
    let [chunk, at] = this.#placeOf(first);
    const value = Buffer.allocUnsafe(chunk.readUInt32LE(at + nextBytes));
    let part = nextBytes + lengthBytes;
    for (let copied = 0; ; part = nextBytes) {
      copied += chunk.copy(value, copied, at + part, at + blockBytes);
      if (copied === value.length) return value;
      [chunk, at] = this.#placeOf(chunk.readUInt32LE(at));
    }
  }

  /** Frees the blocks of a value. */
  free(first: number): void {
    let last = first;
    for (;;) {
      const [chunk, at] = this.#placeOf(last);
      const next = chunk.readUInt32LE(at);
      if (next === none) {
        chunk.writeUInt32LE(this.#firstFree, at);
        this.#firstFree = first;
        return;
      }
      last = next;
    }
  }

  #take(): number {
    if (this.#firstFree === none) this.#addChunk();
    const block = this.#firstFree;
    const [chunk, at] = this.#placeOf(block);
    this.#firstFree = chunk.readUInt32LE(at);
    return block;
  }

  #addChunk(): void {
    const chunk = Buffer.allocUnsafeSlow(chunkBytes);
    const first = this.#chunks.push(chunk) * blocksPerChunk - blocksPerChunk;
    for (let index = 0; index < blocksPerChunk; index++) {
      const isLast = index === blocksPerChunk - 1;
      chunk.writeUInt32LE(isLast ? this.#firstFree : first + index + 1, index * blockBytes);
    }
    this.#firstFree = first;
  }

  /** The chunk of a block, and where the block begins in it. */
  #placeOf(block: number): [Buffer, number] {
    const chunk = this.#chunks[Math.floor(block / blocksPerChunk)];
    if (chunk === undefined) throw new Error(`There is no block ${block}.`);
    return [chunk, (block % blocksPerChunk) * blockBytes];
  }
}
