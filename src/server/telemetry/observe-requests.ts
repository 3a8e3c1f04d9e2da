import { type FastifyInstance } from 'fastify';

import { type OnUnheard } from '../http/client-errors';
import { type ObservationOptions, RequestTelemetry } from './request-telemetry';

declare module 'fastify' {
  interface FastifyRequest {
    observation: RequestTelemetry;
  }
}

/** Observes every request, from its first byte to the last of its answer. */
export function observeRequests(app: FastifyInstance, options: ObservationOptions): void {
  app.decorateRequest('observation');
  app.addHook('onRequest', (request, _reply, done) => {
    request.observation = new RequestTelemetry(request, options);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.observation.finish(reply);
    done();
  });
}

/** Makes what observes the answers to what no hook sees. */
export function observeUnheard({
  metrics,
  logger,
}: Pick<ObservationOptions, 'metrics' | 'logger'>): OnUnheard {
  const code = 'BAD_USER_INPUT';
  return (requestId, status) => {
    metrics.httpRequests.inc({ status });
    metrics.errors.inc({ code, reason: 'none' });
    logger.info({ requestId, status, codes: [code] }, 'request');
  };
}
