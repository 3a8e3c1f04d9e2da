import { type Server, type ServerResponse } from 'node:http';

// Four megabits a second: a response of 4 MB may take 8 s and the time that every client has.
const minBytesPerSecond = 512 * 1024;

/**
 * Closes the connection of a client that does not read its response in time, however often it reads a little of it: from when
 * the response begins it has `clientTimeoutMs`, and the time that its bytes take at four megabits a second.
 */
export function closeSlowClients(server: Server, clientTimeoutMs: number): void {
  const begunAtMs = new Map<ServerResponse, number | undefined>();
  server.on('request', (_request, response: ServerResponse) => {
    begunAtMs.set(response, undefined);
    response.once('close', () => {
      begunAtMs.delete(response);
    });
  });
  const timer = setInterval(
    () => {
      const nowMs = performance.now();
      for (const [response, beganAtMs] of begunAtMs) {
        if (!response.headersSent) continue;
        if (beganAtMs === undefined) begunAtMs.set(response, nowMs);
        else if (nowMs - beganAtMs > clientTimeoutMs + sendingMs(response)) response.destroy();
      }
    },
    Math.min(1000, clientTimeoutMs),
  ).unref();
  server.on('close', () => {
    clearInterval(timer);
  });
}

function sendingMs(response: ServerResponse): number {
  return (1000 * Number(response.getHeader('content-length') ?? 0)) / minBytesPerSecond;
}
