import cors from '@fastify/cors';
import { type FastifyInstance } from 'fastify';

const exposedHeaders = ['X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy'];

/**
 * Allows pages of these origins to call the gateway, without cookies. A preflight allows every header that it requests: tracing tools
 * send dozens, and no header gives a page of these origins more rights.
 */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders,
    maxAge: 600,
    strictPreflight: false,
  });
  // Pages must also be able to read errors that are sent before Fastify handles the request.
  app.server.prependListener('request', ({ headers: { origin } }, response) => {
    if (origin === undefined || !origins.includes(origin)) return;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', exposedHeaders.join(', '));
  });
}
