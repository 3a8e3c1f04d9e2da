import { getHeapStatistics } from 'node:v8';

import underPressure from '@fastify/under-pressure';
import { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { busyForMs, gatewayBusy } from '../onebox/onebox-error';
import { formatError } from '../graphql/format-error';
import { withRequestId } from './error-plugin';

/** How much is done at once. */
export interface ServerBounds {
  maxRequests: number;
  maxConnections: number;
}

/** Which bound a request was refused at. */
export type ShedBound = 'requests' | 'connections' | 'event-loop' | 'heap';

// So long for a turn of the event loop means that answers come too late anyway.
const maxEventLoopDelayMs = 1000;
const maxHeapShare = 0.9;
// For health checks, when clients have taken all connections.
const spareConnections = 64;

/**
 * Refuses requests for the routes of `app` past the bounds, before anything of them is read: with HTTP 503,
 * `Retry-After` and code OVERLOADED. Routes outside `app` are answered all the while.
 */
export function shedLoad(
  app: FastifyInstance,
  { maxRequests, maxConnections }: ServerBounds,
  onShed: (bound: ShedBound) => void,
): void {
  let requests = 0;
  let connections = 0;
  app.server.maxConnections = maxConnections + spareConnections;
  app.server.on('connection', (socket) => {
    connections += 1;
    socket.once('close', () => {
      connections -= 1;
    });
  });
  const shed = (request: FastifyRequest, reply: FastifyReply, bound: ShedBound): void => {
    onShed(bound);
    void reply.code(503).header('retry-after', busyForMs / 1000);
    // Lets a client that comes again find a replica with room.
    if (bound !== 'requests') void reply.header('connection', 'close');
    void reply.type('application/json').send(overloadedAnswer(request.id));
  };
  app.addHook('onRequest', (request, reply, done) => {
    if (connections > maxConnections) {
      shed(request, reply, 'connections');
    } else if (requests >= maxRequests) {
      shed(request, reply, 'requests');
    } else {
      requests += 1;
      reply.raw.once('close', () => {
        requests -= 1;
      });
      done();
    }
  });
  app.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    maxHeapUsedBytes: maxHeapShare * getHeapStatistics().heap_size_limit,
    pressureHandler: (request, reply, type) => {
      shed(request, reply, type === underPressure.TYPE_EVENT_LOOP_DELAY ? 'event-loop' : 'heap');
    },
  });
}

/** The body of an answer to a request for which there is no room. */
function overloadedAnswer(requestId: string): string {
  const error = gatewayBusy(new Date());
  return JSON.stringify({
    errors: [withRequestId(formatError({ message: error.message }, error), requestId)],
  });
}
