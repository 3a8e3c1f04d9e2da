import { type FastifyInstance } from 'fastify';

/** Whether the sandbox simulates an outage. */
export interface Outage {
  isOn: boolean;
}

const unavailablePage =
  '<!doctype html><html><head><title>503 Service Unavailable</title></head><body><h1>503 Service Unavailable</h1></body></html>';

/** During an outage, later routes of `app` respond as a proxy in front of Onebox does. */
export function failDuring(app: FastifyInstance, outage: Outage): void {
  app.addHook('onRequest', (_request, reply, done) => {
    if (outage.isOn) void reply.code(503).type('text/html').send(unavailablePage);
    else done();
  });
}
