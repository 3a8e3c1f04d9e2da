import { type Server } from 'node:http';
import { type Socket } from 'node:net';

// 4 Mbit/s: a client has 8 s for a response of 4 MB, in addition to `clientTimeoutMs`.
const minBytesPerSecond = 512 * 1024;

/** When bytes began to wait on a connection, and the bytes that were sent before. */
interface Waiting {
  sinceMs: number;
  bytesBefore: number;
}

/**
 * Closes a connection whose client reads slower than 4 Mbit/s, after `clientTimeoutMs`. A client that reads a few bytes at a time gets
 * no extra time.
 */
export function closeSlowClients(server: Server, clientTimeoutMs: number): void {
  const waitingOf = new Map<Socket, Waiting | undefined>();
  server.on('connection', (socket) => {
    waitingOf.set(socket, undefined);
    socket.once('close', () => {
      waitingOf.delete(socket);
    });
  });
  const timer = setInterval(
    () => {
      const nowMs = performance.now();
      for (const [socket, waiting] of waitingOf) {
        const { bytesWritten, writableLength } = socket;
        if (writableLength === 0) waitingOf.set(socket, undefined);
        else if (waiting === undefined) {
          waitingOf.set(socket, { sinceMs: nowMs, bytesBefore: bytesWritten - writableLength });
        } else if (
          nowMs - waiting.sinceMs >
          clientTimeoutMs + sendingMs(bytesWritten - waiting.bytesBefore)
        ) {
          socket.destroy();
        }
      }
    },
    Math.min(1000, clientTimeoutMs),
  ).unref();
  server.on('close', () => {
    clearInterval(timer);
  });
}

function sendingMs(bytes: number): number {
  return (1000 * bytes) / minBytesPerSecond;
}
