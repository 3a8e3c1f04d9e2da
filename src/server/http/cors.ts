import cors from '@fastify/cors';
import { type FastifyInstance } from 'fastify';

const exposedHeaders = ['X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy'];

/**
 * Lets pages of these origins, and of no others, use the gateway from a browser. Cookies play no part in it. A preflight is
 * allowed each header that it asks for: tracing tools have dozens, and a header gives a page of these origins no right.
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
  // Pages are to read, too, what is refused in front of the application.
  app.server.prependListener('request', ({ headers: { origin } }, response) => {
    if (origin === undefined || !origins.includes(origin)) return;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', exposedHeaders.join(', '));
  });
}
