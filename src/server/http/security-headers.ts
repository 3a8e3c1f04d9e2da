import { type FastifyInstance } from 'fastify';

/**
 * The headers of every response. Pages of the gateway replace the content security policy.
 *
 * Strict-Transport-Security is for the proxy that terminates TLS: only it knows its hosts.
 */
export const securityHeaders = {
  'cache-control': 'private, no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  vary: 'Authorization',
} as const;

/** Sets the request id and the {@link securityHeaders} on every response. */
export function setSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id).headers(securityHeaders);
    done();
  });
}
