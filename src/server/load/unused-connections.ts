import { type Socket } from 'node:net';

import { type FastifyInstance } from 'fastify';

/** Closes connections without a request when `app` closes. Node.js would wait for their first request. */
export function closeUnusedConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  app.server.on('connection', (socket) => {
    unused.add(socket);
    socket.once('close', () => {
      unused.delete(socket);
    });
  });
  app.server.on('request', ({ socket }) => {
    unused.delete(socket);
  });
  app.addHook('preClose', (done) => {
    for (const socket of unused) socket.destroy();
    done();
  });
}
