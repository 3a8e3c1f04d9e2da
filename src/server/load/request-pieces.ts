import { type IncomingMessage } from 'node:http';

// Each piece is an object of some 150 bytes, and costs a microsecond or two.
const smallBytes = 1024;
const blockBytes = 16 * 1024;
const maxPieces = 4096;
const minBytesOfPiece = 16;

/**
 * Joins the small pieces of a body as they arrive: one of 256 KiB that comes in chunks of a byte each would take 40 MB. Closes the
 * connection and calls `onClose` where there are too many of them.
 */
export function joinPieces(request: IncomingMessage, onClose: () => void): void {
  const push = request.push.bind(request) as (piece: Buffer | null) => boolean;
  let block = Buffer.alloc(0);
  let used = 0;
  let pieces = 0;
  let bytes = 0;
  const flush = (): void => {
    if (used > 0) push(block.subarray(0, used));
    block = block.subarray(used);
    used = 0;
  };
  request.push = (piece: Buffer | null): boolean => {
    if (piece === null) {
      flush();
      return push(null);
    }
    if (request.socket.destroyed) return false;
    pieces += 1;
    bytes += piece.length;
    if (pieces > maxPieces + bytes / minBytesOfPiece) {
      onClose();
      request.socket.destroy();
      return false;
    }
    // The first piece is often all of a body.
    if (pieces === 1 || piece.length >= smallBytes) {
      flush();
      return push(piece);
    }
    if (used + piece.length > block.length) {
      flush();
      block = Buffer.allocUnsafeSlow(blockBytes);
    }
    used += piece.copy(block, used);
    return true;
  };
}
