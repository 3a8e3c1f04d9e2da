import { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { getHeapStatistics } from 'node:v8';

import { busyForMs, gatewayBusy } from '../../onebox/onebox-error';
import { formatError } from '../../graphql/errors/format-error';
import { endWithErrors } from '../http/error-response';
import { isHealthCheck, type Readiness } from '../http/health';
import { MemoryMonitor } from './memory-monitor';
import { maxRequestBodyBytes } from '../http/request-body';
import { countUnsent, maxUnsent, PipelinedRequests } from './pipelined-requests';
import { joinPieces } from './request-pieces';
import { requestIdOf } from '../http/request-id';
import { AdmissionQueue } from './admission-queue';

/** How much is done at once. */
export interface ServerBounds {
  maxRequests: number;
  maxConnections: number;
  /** For how long a request may wait for its turn before others are refused. */
  maxWaitMs: number;
}

/**
 * Which bound a request was refused at: `response-bytes` once it has run, `caller-requests` once its caller is known, the others before. A connection that is dropped
 * gets no answer.
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

// Enough for the event loop not to turn in vain, few enough for all that has begun to be collected young.
const maxBegunPerTurn = 32;
// The text of a body, its values and the variables of the operation take some eight times as much.
const requestShare = 1 / 32;
// A shorter body cannot come in so many pieces that they matter.
const longBodyBytes = 16 * 1024;
// Few connections could take all places: a response waits for the one before it, however long that takes.
const pipelinedShare = 1 / 2;
// For health checks, when clients have taken all connections.
const spareConnections = 64;

/**
 * Refuses requests past the bounds, with HTTP 503, `Retry-After` and code OVERLOADED: in front of all that `server`
 * does with a request, since refusing must cost next to nothing for what is not refused to go on as fast. Health checks
 * are answered all the while. Gives how many requests run or wait, health checks aside.
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
    // A new connection costs more than a refusal: only what is too much, and what should find another replica.
    refuse(request, response, bound === 'connections' || !readiness.isReady);
  };
  /** Gives what is to be done when the request has ended. */
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
  const line = new AdmissionQueue<Parameters<RequestListener>>(maxBegunPerTurn, ([request, response]) => {
    const { socket } = request;
    if (request.destroyed || pipelined.add(socket, response, () => start(request, response))) return;
    onShed('dropped-connections');
    socket.destroy();
  });
  const boundMet = (): ShedBound | undefined => {
    if (connections > maxConnections) return 'connections';
    if (line.length >= maxConnections || line.waitedMs > maxWaitMs) return 'wait';
    return memory.isShort ? 'memory' : undefined;
  };
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    // What came in the same piece as the request at which the connection was dropped.
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
      joinPieces(request, () => {
        onShed('dropped-connections');
      });
    }
    const bound = boundMet();
    if (bound === undefined) line.join([request, response]);
    else shed(bound, request, response);
  });
  return () => requests + line.length;
}

/** How many bytes the body of a request may have. */
function bytesOf({ headers }: IncomingMessage): number {
  if (headers['transfer-encoding'] !== undefined) return maxRequestBodyBytes;
  return Math.min(Number(headers['content-length'] ?? 0) || 0, maxRequestBodyBytes);
}

const busy = gatewayBusy(new Date());
const busyError = formatError({ message: busy.message }, busy);

function refuse({ headers }: IncomingMessage, response: ServerResponse, mayCloseConnection: boolean): void {
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
