// A Buffer takes about 200 bytes besides its content.
const smallBytes = 1024;
const blockBytes = 16 * 1024;

/** Collects the bytes of a body. Small chunks are copied together, since a body may arrive one byte at a time. */
export class BodyChunks {
  readonly #chunks: Buffer[] = [];
  #block: Buffer | undefined;
  #used = 0;

  add(chunk: Buffer): void {
    // A chunk that is not copied keeps its whole buffer in memory. The framing in the buffer may be longer than the chunk.
    const isMostOfItsBuffer = chunk.length * 2 >= chunk.buffer.byteLength;
    if (chunk.length >= smallBytes && isMostOfItsBuffer) {
      this.#endBlock();
      this.#chunks.push(chunk);
      return;
    }
    // The first chunk is often the whole body.
    if (this.#chunks.length === 0 && this.#used === 0) {
      this.#chunks.push(chunk);
      return;
    }
    let block = this.#block;
    if (block === undefined || this.#used + chunk.length > block.length) {
      this.#endBlock();
      block = Buffer.allocUnsafeSlow(Math.max(blockBytes, chunk.length));
      this.#block = block;
    }
    this.#used += chunk.copy(block, this.#used);
  }

  join(): Buffer {
    this.#endBlock();
    const [first] = this.#chunks;
    return first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
  }

  #endBlock(): void {
    if (this.#block === undefined || this.#used === 0) return;
    this.#chunks.push(this.#block.subarray(0, this.#used));
    this.#block = this.#block.subarray(this.#used);
    this.#used = 0;
  }
}
