import { type Server } from 'node:http';
import { type Socket } from 'node:net';

// Four megabits a second: a response of 4 MB may take 8 s and the time that every client has.
const minBytesPerSecond = 512 * 1024;

/** When a connection began to have bytes that wait to be sent, and how many it had been given before. */
interface Waiting {
  sinceMs: number;
  bytesBefore: number;
}

/**
 * Closes the connection of a client that does not read its response in time, however often it reads a little of it: from when
 * bytes wait for it, it has `clientTimeoutMs`, and the time that the bytes take at four megabits a second.
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
