import { type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/**
 * Closes pipelined responses when their connection closes. Node.js emits `close` only for the response that is being sent, so listeners
 * of the others would wait for ever.
 */
export function closePipelinedResponses(server: Server): void {
  const waitingOn = new WeakMap<Socket, Set<ServerResponse>>();
  server.prependListener('request', ({ socket }, response: ServerResponse) => {
    // A response gets its socket after the responses before it are sent.
    if (response.socket !== null) return;
    const waiting = waitingOn.get(socket) ?? begin(socket);
    waitingOn.set(socket, waiting);
    waiting.add(response);
    response.once('close', () => {
      waiting.delete(response);
    });
  });
}

function begin(socket: Socket): Set<ServerResponse> {
  const waiting = new Set<ServerResponse>();
  socket.once('close', () => {
    for (const response of waiting) {
      if (response.closed) continue;
      response.destroy();
      // The same error as Node.js has for the response that was being sent.
      Object.defineProperty(response, 'closed', { value: true });
      response.emit('close');
    }
  });
  return waiting;
}
