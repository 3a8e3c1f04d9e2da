import { type FastifyInstance } from 'fastify';

/**
 * For every answer. A page of ours replaces the content security policy with its own.
 *
 * No Strict-Transport-Security: this server speaks no TLS, and what does in front of it knows for which hosts it holds.
 */
export const securityHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  vary: 'Authorization',
} as const;

/** Gives every answer its request id and what keeps browsers and caches from misusing it. */
export function setSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).headers(securityHeaders);
    done();
  });
}
