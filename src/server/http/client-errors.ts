import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server } from 'node:http';
import { type Socket } from 'node:net';

import { closeWithErrors } from './error-response';

interface ConnectionError {
  status: number;
  message: string;
  /** The methods that the gateway supports. */
  allow?: string;
}

const connectionErrors: Readonly<Record<string, ConnectionError | undefined>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request did not arrive in time: send all of it at once.',
  },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers of the request are too large: at most 16 KiB.' },
};
const notHttp: ConnectionError = { status: 400, message: 'The request is not HTTP as it should be.' };
const noProxy: ConnectionError = {
  status: 405,
  message: 'This is no proxy: GraphQL is at /graphql.',
  allow: 'GET, POST',
};

/** Called for a response to a request that could not be parsed or routed, with its new id and status. */
export type OnUnparsedRequest = (requestId: string, status: number) => void;

// The `Accept` header of the latest request on a connection, for an error in its body or after it.
const acceptOf = new WeakMap<Socket, string>();
const rejected = new WeakSet<Socket>();

/** Keeps the `Accept` header of each request, for errors that Node reports without the request. */
export function trackAcceptHeaders(server: Server): void {
  server.prependListener('request', ({ headers: { accept }, socket }) => {
    if (accept === undefined) acceptOf.delete(socket);
    else acceptOf.set(socket, accept);
  });
}

/**
 * Returns a handler of Node's `clientError` event (headers too large, bytes that are not HTTP, a client too slow). It writes an error
 * response to the socket and closes it.
 */
export function clientErrorHandler(
  onUnparsedRequest: OnUnparsedRequest,
): (error: { code?: string; rawPacket?: unknown }, socket: Socket) => void {
  return ({ code, rawPacket }, socket) => {
    if (code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else
      reject(
        socket,
        connectionErrors[code ?? ''] ?? notHttp,
        acceptIn(rawPacket) ?? acceptOf.get(socket),
        onUnparsedRequest,
      );
  };
}

/** Whether {@link clientErrorHandler} has responded to a request whose body was invalid or too slow. */
export function wasRejected({ socket, complete }: IncomingMessage): boolean {
  return !complete && rejected.has(socket);
}

/** Rejects CONNECT requests with a message. Node would close the connection without a response. */
export function rejectConnectRequests(server: Server, onUnparsedRequest: OnUnparsedRequest): void {
  server.on('connect', ({ headers }, socket: Socket) => {
    // Node removes its own listeners from the socket.
    socket.on('error', () => undefined).resume();
    reject(socket, noProxy, headers.accept, onUnparsedRequest);
  });
}

// Node's maximum for all headers.
const maxPacketBytes = 16 * 1024;

/** The `Accept` header of bytes that could not be parsed. Undefined where it has not arrived. */
function acceptIn(bytes: unknown): string | undefined {
  if (!Buffer.isBuffer(bytes)) return undefined;
  // No two adjacent quantifiers match the same characters, so that matching takes linear time.
  return /\r\naccept:([^\r\n]*)\r\n/i.exec(bytes.toString('latin1', 0, maxPacketBytes))?.[1]?.trim();
}

function reject(
  socket: Socket,
  { status, message, allow }: ConnectionError,
  accept: string | undefined,
  onUnparsedRequest: OnUnparsedRequest,
): void {
  const requestId = randomUUID();
  rejected.add(socket);
  onUnparsedRequest(requestId, status);
  closeWithErrors(socket, {
    status,
    errors: [{ message, extensions: { code: 'BAD_USER_INPUT', retryable: false } }],
    requestId,
    accept,
    ...(allow && { headers: { allow } }),
  });
}
