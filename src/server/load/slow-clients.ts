import { type Server } from 'node:http';
import { type Socket } from 'node:net';

// 4 Mbit/s: a client has 8 s for a response of 4 MB, in addition to `clientTimeoutMs`.
const minBytesPerSecond = 512 * 1024;

/** Bytes that wait on a connection. */
interface Waiting {
  /** The count of all bytes of the connection, once these are sent. */
  endsAtBytes: number;
  deadlineMs: number;
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
        const sentBytes = bytesWritten - writableLength;
        if (writableLength === 0) waitingOf.set(socket, undefined);
        else if (waiting === undefined || sentBytes >= waiting.endsAtBytes) {
          const deadlineMs = nowMs + clientTimeoutMs + sendingMs(writableLength);
          waitingOf.set(socket, { endsAtBytes: bytesWritten, deadlineMs });
        } else if (nowMs > waiting.deadlineMs) socket.destroy();
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
