import { type IncomingMessage } from 'node:http';

// Each chunk is an object of about 150 bytes, and takes one or two microseconds.
const smallBytes = 1024;
const blockBytes = 16 * 1024;
const maxChunks = 4096;
const minBytesPerChunk = 16;

/**
 * Joins the small chunks of a body as they arrive. A body of 256 KiB in chunks of one byte would take 40 MB. Where there are too many
 * chunks, it calls `onClose` and closes the connection.
 */
export function joinChunks(request: IncomingMessage, onClose: () => void): void {
  const push = request.push.bind(request) as (chunk: Buffer | null) => boolean;
  let block = Buffer.alloc(0);
  let used = 0;
  let chunks = 0;
  let bytes = 0;
  const flush = (): void => {
    if (used > 0) push(block.subarray(0, used));
    block = block.subarray(used);
    used = 0;
  };
  request.push = (chunk: Buffer | null): boolean => {
    if (chunk === null) {
      flush();
      return push(null);
    }
    if (request.socket.destroyed) return false;
    chunks += 1;
    bytes += chunk.length;
    if (chunks > maxChunks + bytes / minBytesPerChunk) {
      onClose();
      request.socket.destroy();
      return false;
    }
    // The first chunk is often the whole body.
    if (chunks === 1 || chunk.length >= smallBytes) {
      flush();
      return push(chunk);
    }
    if (used + chunk.length > block.length) {
      flush();
      block = Buffer.allocUnsafeSlow(blockBytes);
    }
    used += chunk.copy(block, used);
    return true;
  };
}
