import { type FastifyInstance } from 'fastify';

/** Whether a process wants requests. */
export interface Readiness {
  isReady: boolean;
}

const healthCheckUrl = /^\/(?:livez|readyz)(?:\?|$)/;

/** Whether a request is one of those that {@link serveHealthChecks} answers. */
export function isHealthCheck(url = ''): boolean {
  return healthCheckUrl.test(url);
}

/**
 * `/livez` says that the process runs, `/readyz` whether it wants requests. Neither looks at Onebox: when that is
 * sick, every replica would be taken out, and nobody left to say so. A process that ends asks its clients to come back
 * on another connection, which then leads to another replica.
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
