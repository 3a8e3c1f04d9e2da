import cors from '@fastify/cors';
import { type FastifyInstance } from 'fastify';

/** What GraphQL clients, tracing in browsers and our own documentation send. */
export const allowedHeaders = [
  'Accept',
  'Accept-Language',
  'Apollo-Require-Preflight',
  'ApolloGraphQL-Client-Name',
  'ApolloGraphQL-Client-Version',
  'Authorization',
  'Baggage',
  'Cache-Control',
  'Content-Type',
  'GraphQL-Client-Name',
  'GraphQL-Client-Version',
  'GraphQL-Require-Preflight',
  'Pragma',
  'Sentry-Trace',
  'Traceparent',
  'Tracestate',
  'X-Apollo-Operation-Id',
  'X-Apollo-Operation-Name',
  'X-Request-Id',
];
const exposedHeaders = ['X-Request-Id', 'Retry-After'];

/** Lets pages of these origins, and of no others, use the gateway from a browser. Cookies play no part in it. */
export async function allowOrigins(app: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders,
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
