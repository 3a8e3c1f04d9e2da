import { type FastifyInstance } from 'fastify';

import { type CallerIdentities, type CallerIdentity } from '../onebox/caller/caller-identity';

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined where no `Authorization` was sent. */
    callerIdentity: CallerIdentity | undefined;
  }
}

/** Works out once for each request who its caller is. */
export function identifyCallers(app: FastifyInstance, identities: CallerIdentities): void {
  app.decorateRequest('callerIdentity', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) request.callerIdentity = identities.of(authorization);
    done();
  });
}
