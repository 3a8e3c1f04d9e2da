import Fastify, { type FastifyInstance } from 'fastify';

import { rejectConnectRequests, clientErrorHandler } from '../../http/client-errors';
import { unreadableAddressHandler } from '../../http/http-errors';
import { type Metrics } from './metrics';
import { noSchemas } from '../../apollo/no-schemas';
import { requestIdOf } from '../../http/request-id';
import { setSecurityHeaders } from '../../http/security-headers';

/** Makes the HTTP server that Prometheus reads `/metrics` from: on a port of its own, which clients need not reach. */
export function createMetricsServer({ registry }: Metrics): FastifyInstance {
  const onUnparsedRequest = (): void => undefined;
  const app = Fastify({
    ...noSchemas,
    forceCloseConnections: true,
    clientErrorHandler: clientErrorHandler(onUnparsedRequest),
    frameworkErrors: unreadableAddressHandler(onUnparsedRequest),
    genReqId: ({ headers }) => requestIdOf(headers),
  });
  rejectConnectRequests(app.server, onUnparsedRequest);
  setSecurityHeaders(app);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send());
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
  return app;
}
