import Fastify, { type FastifyInstance } from 'fastify';

import { rejectConnectRequests, clientErrorHandler } from '../../http/client-errors';
import { unreadableAddressHandler } from '../../http/http-errors';
import { type Metrics } from './metrics';
import { withoutSchemas } from '../../apollo/fastify-without-schemas';
import { requestIdOf } from '../../http/request-id';
import { setSecurityHeaders } from '../../http/security-headers';

/** Creates the HTTP server of `/metrics`. It has its own port, so that clients cannot reach it. */
export function createMetricsServer({ registry }: Metrics): FastifyInstance {
  const onUnparsedRequest = (): void => undefined;
  const app = Fastify({
    ...withoutSchemas,
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
