import { type FastifyInstance } from 'fastify';

import { type OnUnparsedRequest } from '../http/client-errors';
import { isHealthCheck } from '../http/health';
import { type TelemetryOptions, RequestTelemetry } from './request-telemetry';

declare module 'fastify' {
  interface FastifyRequest {
    telemetry: RequestTelemetry;
  }
}

/** Observes every request except health checks, until its response is closed. */
export function observeRequests(app: FastifyInstance, options: TelemetryOptions): void {
  app.decorateRequest('telemetry');
  app.addHook('onRequest', (request, reply, done) => {
    request.telemetry = new RequestTelemetry(request, options);
    if (!isHealthCheck(request.url)) request.telemetry.start(reply);
    done();
  });
}

/** Returns an observer of responses to unparsed requests. Fastify runs no hooks for them. */
export function observeUnparsedRequests({
  metrics,
  logRequest,
}: Pick<TelemetryOptions, 'metrics' | 'logRequest'>): OnUnparsedRequest {
  const code = 'BAD_USER_INPUT';
  return (requestId, status) => {
    metrics.httpRequests.inc({ status });
    metrics.errors.inc({ code, reason: 'none' });
    logRequest?.({ requestId, status, codes: [code] });
  };
}
