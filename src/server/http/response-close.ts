import { type Server, type ServerResponse } from 'node:http';
import { type Socket } from 'node:net';

/**
 * Lets a response that waits behind another one of its connection close with that. Node.js tells only the response that is
 * being sent that its connection is closed: what waits for `close` of the others would wait for ever.
 */
export function closePipelinedResponses(server: Server): void {
  const waitingOn = new WeakMap<Socket, Set<ServerResponse>>();
  server.prependListener('request', ({ socket }, response: ServerResponse) => {
    // It has its socket once those before it are sent.
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
      // As Node.js has it for the response that was being sent.
      Object.defineProperty(response, 'closed', { value: true });
      response.emit('close');
    }
  });
  return waiting;
}
