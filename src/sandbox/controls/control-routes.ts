import { type FastifyInstance, type FastifyRequest } from 'fastify';

import { controlPage } from './control-page';
import { errorEnvelope } from '../api/error-bodies';
import { type Outage } from './outage';
import { pageHeaders } from '../site/page-layout';
import { originOf } from '../site/reachable-origin';

/** The actions of the control page. */
export interface Controls {
  outage: Outage;
  /** Restores the initial state of the sandbox. */
  reset: () => void;
  /** The address of the connect page for the client of a request. Undefined where there is none. */
  connectUrlFor: (request: FastifyRequest) => string | undefined;
}

/** `GET /`, the control page of the sandbox, and its actions: `POST /sandbox/reset` and `POST /sandbox/outage`. */
export function controlRoutes(app: FastifyInstance, { outage, reset, connectUrlFor }: Controls): void {
  app.addHook('onRequest', (request, reply, done) => {
    const site = request.headers['sec-fetch-site'] ?? 'none';
    // Rejects cross-site requests: a page of another site must not change the sandbox.
    const isOurs = request.method === 'GET' || site === 'same-origin' || site === 'none';
    if (isOurs) done();
    else void reply.code(403).send(errorEnvelope(403, 'use the page of the sandbox'));
  });

  app.get('/', (request, reply) =>
    reply.headers(pageHeaders).send(
      controlPage({
        origin: originOf(request),
        isDown: outage.isOn,
        connectUrl: connectUrlFor(request),
      }),
    ),
  );

  app.post('/sandbox/reset', (request, reply) => {
    reset();
    return reply.redirect(`${originOf(request)}/`, 303);
  });

  app.post<{ Body: URLSearchParams | undefined }>('/sandbox/outage', (request, reply) => {
    const down = request.body?.get('down');
    if (down !== 'yes' && down !== 'no') {
      return reply.code(400).send(errorEnvelope(400, 'missing or wrong: down, which is yes or no'));
    }
    outage.isOn = down === 'yes';
    return reply.redirect(`${originOf(request)}/`, 303);
  });
}
