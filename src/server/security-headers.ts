import { type FastifyInstance } from 'fastify';

/** For every answer. */
export const securityHeaders = {
  'cache-control': 'private, no-store',
  vary: 'Authorization',
  'x-content-type-options': 'nosniff',
} as const;

/** Gives every answer its request id and what keeps browsers and caches from misusing it. */
export function setSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers({ 'x-request-id': request.id, ...securityHeaders });
    done();
  });
}
