import { type Socket } from 'node:net';

import { type ParsingTurns } from './parsing-turns';
import { ResponseFraming } from './response-framing';

// A parser does not stop within a piece. undici creates two errors for each header line over the limit.
const linesOfPiece = 256;
const lineFeed = 10;

/**
 * Passes received bytes to the response parsers in small pieces. It pauses when the turn has used its time, and stops once the
 * framing exceeds its limit.
 */
export class ParsedSockets {
  /** The framing of the response that undici is parsing. */
  #current = new ResponseFraming();

  constructor(private readonly turns: ParsingTurns) {}

  /** The framing of the response that is being parsed, for the callbacks of the parser. */
  get current(): ResponseFraming {
    return this.#current;
  }

  /** Bounds a socket of undici, which reads everything whenever the socket is readable. */
  boundReads(socket: Socket): void {
    const framing = new ResponseFraming();
    const read = socket.read.bind(socket) as (bytes?: number) => Buffer | null;
    let givenAtMs: number | undefined;
    let isWaiting = false;
    const resume = (): void => {
      isWaiting = false;
      socket.emit('readable');
    };
    socket.read = (bytes?: number): Buffer | null => {
      if (bytes === 0) return read(0);
      if (givenAtMs !== undefined) {
        this.turns.spend(performance.now() - givenAtMs);
        givenAtMs = undefined;
        if (framing.error !== undefined) socket.destroy(framing.error);
      }
      if (socket.destroyed || isWaiting) return null;
      if (this.turns.isOver) {
        isWaiting = true;
        this.turns.wait(resume);
        return null;
      }
      const received = read(bytes);
      if (received === null) return null;
      const piece = received.subarray(0, pieceLength(received, 0));
      if (piece.length < received.length) socket.unshift(received.subarray(piece.length));
      framing.receive(piece.length);
      this.#current = framing;
      givenAtMs = performance.now();
      return piece;
    };
  }

  /** Bounds a socket of the client of Node.js, whose parser gets each piece when it is pushed. */
  boundPushes(socket: Socket, framing: ResponseFraming): void {
    const push = socket.push.bind(socket) as (piece: Buffer | null) => boolean;
    const read = socket._read.bind(socket);
    const pieces: (Buffer | null)[] = [];
    let isWaiting = false;
    const resume = (): void => {
      isWaiting = false;
      // The body has now received the earlier pieces.
      if (framing.error !== undefined) socket.destroy(framing.error);
      while (pieces.length > 0 && !socket.destroyed) {
        if (this.turns.isOver) {
          isWaiting = true;
          this.turns.wait(resume);
          return;
        }
        const piece = pieces.shift() ?? null;
        framing.receive(piece?.length ?? 0);
        const givenAtMs = performance.now();
        push(piece);
        this.turns.spend(performance.now() - givenAtMs);
      }
    };
    socket.push = (chunk: Buffer | null): boolean => {
      if (chunk === null) pieces.push(null);
      else {
        let start = 0;
        while (start < chunk.length) {
          const end = start + pieceLength(chunk, start);
          pieces.push(chunk.subarray(start, end));
          start = end;
        }
      }
      if (!isWaiting) resume();
      return pieces.length === 0;
    };
    // Waiting pieces come before new ones.
    socket._read = (bytes: number): void => {
      if (pieces.length === 0) read(bytes);
    };
  }
}

/** The bytes from `start` that one piece may have: 256 lines. JSON bodies have few lines. */
function pieceLength(bytes: Buffer, start: number): number {
  let end = start;
  for (let line = 0; line < linesOfPiece; line += 1) {
    end = bytes.indexOf(lineFeed, end) + 1;
    if (end === 0) return bytes.length - start;
  }
  return end - start;
}
