// A Buffer object takes some 200 bytes besides its own.
const smallBytes = 1024;
const blockBytes = 16 * 1024;

/** The bytes of a body as they arrive. Small pieces are copied together: a body may come one byte at a time. */
export class BodyChunks {
  readonly #chunks: Buffer[] = [];
  #block = Buffer.alloc(0);
  #used = 0;

  add(chunk: Buffer): void {
    // What lies between the pieces on the wire may be longer than they are, and is kept with a piece that is not copied.
    const isMostOfItsBuffer = chunk.length * 2 >= chunk.buffer.byteLength;
    if (chunk.length >= smallBytes && isMostOfItsBuffer) {
      this.#endBlock();
      this.#chunks.push(chunk);
      return;
    }
    // The first piece is often all of a body.
    if (this.#chunks.length === 0 && this.#used === 0) {
      this.#chunks.push(chunk);
      return;
    }
    if (this.#used + chunk.length > this.#block.length) {
      this.#endBlock();
      this.#block = Buffer.allocUnsafeSlow(Math.max(blockBytes, chunk.length));
    }
    this.#used += chunk.copy(this.#block, this.#used);
  }

  /** The whole body. */
  join(): Buffer {
    this.#endBlock();
    const [first] = this.#chunks;
    return first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
  }

  #endBlock(): void {
    if (this.#used === 0) return;
    this.#chunks.push(this.#block.subarray(0, this.#used));
    this.#block = this.#block.subarray(this.#used);
    this.#used = 0;
  }
}
