import { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { getHeapStatistics } from 'node:v8';

import { busyForMs, gatewayBusy } from '../../onebox/onebox-error';
import { formatError } from '../../graphql/errors/format-error';
import { endWithErrors } from '../http/error-response';
import { isHealthCheck, type Readiness } from '../http/health';
import { MemoryMonitor } from './memory-monitor';
import { maxRequestBodyBytes } from '../http/request-body';
import { countUnsent, maxUnsent, PipelinedRequests } from './pipelined-requests';
import { joinChunks } from './request-chunks';
import { requestIdOf } from '../http/request-id';
import { AdmissionQueue } from './admission-queue';

/** The limits of concurrent work. */
export interface ServerBounds {
  maxRequests: number;
  maxConnections: number;
  /** How long a request may wait in the queue before further requests are rejected. */
  maxWaitMs: number;
}

/**
 * The limit at which a request was rejected: `response-bytes` after its execution, `caller-requests` after its caller is known, the
 * others before. A dropped connection gets no response.
 */
export const shedBounds = [
  'requests',
  'caller-requests',
  'request-bytes',
  'connections',
  'dropped-connections',
  'wait',
  'memory',
  'response-bytes',
] as const;

/** One of {@link shedBounds}. */
export type ShedBound = (typeof shedBounds)[number];

// Enough to use each event-loop turn, and few enough that short-lived objects are collected young.
const maxStartedPerTurn = 32;
// The text of a body, its values and the variables take about eight times its bytes.
const requestShare = 1 / 32;
// The chunks of a shorter body take little memory.
const longBodyBytes = 16 * 1024;
// Otherwise a few connections could hold all places: each response waits for the one before it.
const pipelinedShare = 1 / 2;
// For health checks while clients hold all connections.
const spareConnections = 64;

/**
 * Rejects requests over a limit with HTTP 503, `Retry-After` and OVERLOADED. Runs before any other handler, because a rejection must be
 * cheap. Health checks are never rejected. Returns a function with the number of running and waiting requests.
 */
export function shedLoad(
  server: Server,
  { maxRequests, maxConnections, maxWaitMs }: ServerBounds,
  readiness: Readiness,
  onShed: (bound: ShedBound) => void,
): () => number {
  let requests = 0;
  let connections = 0;
  let requestBytes = 0;
  const maxRequestBytes = requestShare * getHeapStatistics().heap_size_limit;
  const memory = new MemoryMonitor();
  server.maxConnections = maxConnections + spareConnections;
  server.on('connection', (socket) => {
    connections += 1;
    socket.once('close', () => {
      connections -= 1;
    });
  });
  server.on('drop', () => {
    onShed('dropped-connections');
  });
  server.on('close', () => {
    memory.stop();
  });
  const [serve] = server.listeners('request') as [RequestListener];
  const shed = (bound: ShedBound, request: IncomingMessage, response: ServerResponse): void => {
    onShed(bound);
    // A new connection costs more than a rejection. Closes it only over the limit, or for the client to use another replica.
    reject(request, response, bound === 'connections' || !readiness.isReady);
  };
  /** Returns a function to call at the end of the request. */
  const start = (request: IncomingMessage, response: ServerResponse): (() => void) | undefined => {
    if (request.destroyed) return undefined;
    if (requests >= maxRequests) {
      shed('requests', request, response);
      return undefined;
    }
    const bytes = bytesOf(request);
    if (requestBytes > 0 && requestBytes + bytes > maxRequestBytes) {
      shed('request-bytes', request, response);
      return undefined;
    }
    requests += 1;
    requestBytes += bytes;
    serve(request, response);
    return () => {
      requests -= 1;
      requestBytes -= bytes;
    };
  };
  const unsentOn = countUnsent();
  const pipelined = new PipelinedRequests(() => requests >= pipelinedShare * maxRequests);
  const queue = new AdmissionQueue<Parameters<RequestListener>>(maxStartedPerTurn, ([request, response]) => {
    const { socket } = request;
    if (request.destroyed || pipelined.add(socket, response, () => start(request, response))) return;
    onShed('dropped-connections');
    socket.destroy();
  });
  const exceededBound = (): ShedBound | undefined => {
    if (connections > maxConnections) return 'connections';
    if (queue.length >= maxConnections || queue.waitedMs > maxWaitMs) return 'wait';
    return memory.isShort ? 'memory' : undefined;
  };
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    // Its connection was dropped at a request of the same chunk.
    if (request.socket.destroyed) return;
    if (unsentOn(request, response) > maxUnsent) {
      onShed('dropped-connections');
      request.socket.destroy();
      return;
    }
    if (isHealthCheck(request.url)) {
      serve(request, response);
      return;
    }
    if (bytesOf(request) > longBodyBytes) {
      joinChunks(request, () => {
        onShed('dropped-connections');
      });
    }
    const bound = exceededBound();
    if (bound === undefined) queue.add([request, response]);
    else shed(bound, request, response);
  });
  return () => requests + queue.length;
}

/** The maximum size of a request's body, in bytes. */
function bytesOf({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return maxRequestBodyBytes;
  return Math.min(Number(headers['content-length'] ?? 0) || 0, maxRequestBodyBytes);
}

const busy = gatewayBusy(new Date());
const busyError = formatError({ message: busy.message }, busy);

function reject({ headers }: IncomingMessage, response: ServerResponse, mayCloseConnection: boolean): void {
  const retryAt = new Date(Date.now() + busyForMs).toISOString();
  endWithErrors(response, {
    status: 503,
    errors: [{ ...busyError, extensions: { ...busyError.extensions, retryAt } }],
    requestId: requestIdOf(headers),
    accept: headers.accept,
    headers: {
      'retry-after': String(busyForMs / 1000),
      ...(mayCloseConnection && { connection: 'close' }),
    },
  });
}
