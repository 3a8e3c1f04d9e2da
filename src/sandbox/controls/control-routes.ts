import { type FastifyInstance, type FastifyRequest } from 'fastify';

import { controlPage } from './control-page';
import { errorEnvelope } from '../api/error-bodies';
import { type Outage } from './outage';
import { pageHeaders } from '../site/page-layout';
import { originOf } from '../site/reachable-origin';

/** What the control page changes. */
export interface Controls {
  outage: Outage;
  /** Makes the sandbox what it was at the start. */
  reset: () => void;
  /** The connect page as the sender of a request reaches it; undefined: there is none. */
  connectUrlFor: (request: FastifyRequest) => string | undefined;
}

/** `GET /`, the page that controls the sandbox, and what its buttons do: `POST /sandbox/reset` and `POST /sandbox/outage`. */
export function controlRoutes(app: FastifyInstance, { outage, reset, connectUrlFor }: Controls): void {
  app.addHook('onRequest', (request, reply, done) => {
    const site = request.headers['sec-fetch-site'] ?? 'none';
    // A page of another site may not change what somebody tries out here.
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
