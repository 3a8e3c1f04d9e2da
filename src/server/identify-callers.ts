import { type FastifyInstance } from 'fastify';

import { type CallerIdentities, type CallerIdentity } from '../onebox/caller/caller-identity';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined without an `Authorization` header. */
    callerIdentity: CallerIdentity | undefined;
  }
}

/** Identifies the caller of each request, once. */
export function identifyCallers(app: FastifyInstance, identities: CallerIdentities): void {
  app.decorateRequest('callerIdentity', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) request.callerIdentity = identities.of(authorization);
    done();
  });
}
