import { type FastifyInstance } from 'fastify';

import { type ObservationOptions, RequestObservation } from './request-observation';

declare module 'fastify' {
  interface FastifyRequest {
    observation: RequestObservation;
  }
}

/** Observes every request, from its first byte to the last of its answer. */
export function observeRequests(app: FastifyInstance, options: ObservationOptions): void {
  app.decorateRequest('observation');
  app.addHook('onRequest', (request, _reply, done) => {
    request.observation = new RequestObservation(request, options);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    request.observation.finish(reply);
    done();
  });
}
