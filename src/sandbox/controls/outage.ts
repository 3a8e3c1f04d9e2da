import { type FastifyInstance } from 'fastify';

/** Whether Onebox is down. */
export interface Outage {
  isOn: boolean;
}

const unavailablePage =
  '<!doctype html><html><head><title>503 Service Unavailable</title></head><body><h1>503 Service Unavailable</h1></body></html>';

/** From here on, the routes of `app` answer as a proxy does whose Onebox is down, while there is an outage. */
export function failDuring(app: FastifyInstance, outage: Outage): void {
  app.addHook('onRequest', (_request, reply, done) => {
    if (outage.isOn) void reply.code(503).type('text/html').send(unavailablePage);
    else done();
  });
}
