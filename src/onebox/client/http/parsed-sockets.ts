import { type Socket } from 'node:net';

import { type ParsingTurns } from './parsing-turns';
import { ResponseFraming } from './response-framing';

// A parser does not stop within what it is given, and undici makes two errors for each line of headers that is one too many.
const linesOfPiece = 256;
const lineFeed = 10;

/**
 * Gives the parsers of responses what arrives in small pieces, for as long as their turn lasts, and no more once the connection is
 * to be closed.
 */
export class ParsedSockets {
  /** Of the response that undici is parsing. */
  #current = new ResponseFraming();

  constructor(private readonly turns: ParsingTurns) {}

  /** Of the response that is being parsed, for whoever its parser calls. */
  get current(): ResponseFraming {
    return this.#current;
  }

  /** For undici, which reads all that there is whenever the socket is readable. */
  boundReads(socket: Socket): void {
    const framing = new ResponseFraming();
    const read = socket.read.bind(socket) as (bytes?: number) => Buffer | null;
    let givenAtMs: number | undefined;
    let isWaiting = false;
    const goOn = (): void => {
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
        this.turns.wait(goOn);
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

  /** For the client of Node.js, to whose parser each piece goes when it is pushed. */
  boundPushes(socket: Socket, framing: ResponseFraming): void {
    const push = socket.push.bind(socket) as (piece: Buffer | null) => boolean;
    const read = socket._read.bind(socket);
    const pieces: (Buffer | null)[] = [];
    let isWaiting = false;
    const goOn = (): void => {
      isWaiting = false;
      // By now the body has received what was pushed before.
      if (framing.error !== undefined) socket.destroy(framing.error);
      while (pieces.length > 0 && !socket.destroyed) {
        if (this.turns.isOver) {
          isWaiting = true;
          this.turns.wait(goOn);
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
      if (!isWaiting) goOn();
      return pieces.length === 0;
    };
    // What waits comes before what is read next.
    socket._read = (bytes: number): void => {
      if (pieces.length === 0) read(bytes);
    };
  }
}

/** How many bytes from `start` on have as many lines as a piece has at most. A body has few, or none. */
function pieceLength(bytes: Buffer, start: number): number {
  let end = start;
  for (let line = 0; line < linesOfPiece; line += 1) {
    end = bytes.indexOf(lineFeed, end) + 1;
    if (end === 0) return bytes.length - start;
  }
  return end - start;
}
