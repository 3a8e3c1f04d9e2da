import Fastify, { type FastifyInstance } from 'fastify';

import { type Metrics } from './metrics';

/** Makes the HTTP server that Prometheus reads `/metrics` from: on a port of its own, which clients need not reach. */
export function createMetricsServer({ registry }: Metrics): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true });
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
  return app;
}
