import { type FastifyInstance } from 'fastify';

import { type OnUnparsedRequest } from '../http/client-errors';
import { isHealthCheck } from '../http/health';
import { type ObservationOptions, RequestTelemetry } from './request-telemetry';

declare module 'fastify' {
  interface FastifyRequest {
    observation: RequestTelemetry;
  }
}

/** Observes every request but health checks, from its first byte until its response is closed. */
export function observeRequests(app: FastifyInstance, options: ObservationOptions): void {
  app.decorateRequest('observation');
  app.addHook('onRequest', (request, reply, done) => {
    request.observation = new RequestTelemetry(request, options);
    if (!isHealthCheck(request.url)) request.observation.start(reply);
    done();
  });
}

/** Makes what observes the responses to what no hook sees. */
export function observeUnheard({
  metrics,
  logger,
}: Pick<ObservationOptions, 'metrics' | 'logger'>): OnUnparsedRequest {
  const code = 'BAD_USER_INPUT';
  return (requestId, status) => {
    metrics.httpRequests.inc({ status });
    metrics.errors.inc({ code, reason: 'none' });
    logger.info({ requestId, status, codes: [code] }, 'request');
  };
}
