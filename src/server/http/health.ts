import { type FastifyInstance } from 'fastify';

/** Whether the process accepts requests from its load balancer. */
export interface Readiness {
  isReady: boolean;
}

const healthCheckUrl = /^\/(?:livez|readyz)(?:\?|$)/;

/** Whether a request is to one of the paths of {@link serveHealthChecks}. */
export function isHealthCheck(url = ''): boolean {
  return healthCheckUrl.test(url);
}

/**
 * Serves `/livez` (the process runs) and `/readyz` (it accepts requests). Neither checks Onebox: an outage would remove all replicas, and
 * clients would get no error response. While the process ends, responses close their connection, so that clients connect to another
 * replica.
 */
export function serveHealthChecks(app: FastifyInstance, readiness: Readiness): void {
  app.get('/livez', { logLevel: 'silent' }, (_request, reply) => reply.send({ status: 'alive' }));
  app.get('/readyz', { logLevel: 'silent' }, (_request, reply) =>
    readiness.isReady ? reply.send({ status: 'ready' }) : reply.code(503).send({ status: 'ending' }),
  );
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (!readiness.isReady) void reply.header('connection', 'close');
    done();
  });
}
