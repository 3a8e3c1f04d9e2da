import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type Server } from 'node:http';
import { type Socket } from 'node:net';

import { closeWithErrors } from './error-response';

interface Refusal {
  status: number;
  message: string;
  /** The methods that are answered. */
  allow?: string;
}

const refusals: Readonly<Record<string, Refusal | undefined>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request did not arrive in time: send all of it at once.',
  },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers of the request are too large: at most 16 KiB.' },
};
const notHttp: Refusal = { status: 400, message: 'The request is not HTTP as it should be.' };
const noProxy: Refusal = {
  status: 405,
  message: 'This is no proxy: GraphQL is at /graphql.',
  allow: 'GET, POST',
};

/** Told of the answer to what never became a request: the id that was made for it, and the status. */
export type OnUnheard = (requestId: string, status: number) => void;

// Of the latest request on a connection: its body may not arrive in time.
const acceptOf = new WeakMap<Socket, string>();
const rejected = new WeakSet<Socket>();

/** Keeps what a client accepts, should the rest of its request not be HTTP, or be too slow. */
export function trackAcceptHeaders(server: Server): void {
  server.prependListener('request', ({ headers: { accept }, socket }) => {
    if (accept === undefined) acceptOf.delete(socket);
    else acceptOf.set(socket, accept);
  });
}

/**
 * Makes what answers a socket whose request could not be parsed (Node's `clientError`: headers too large, bytes that are
 * not HTTP, a client too slow), and closes it.
 */
export function clientErrorHandler(
  onUnheard: OnUnheard,
): (error: { code?: string; rawPacket?: unknown }, socket: Socket) => void {
  return ({ code, rawPacket }, socket) => {
    if (code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else
      refuse(socket, refusals[code ?? ''] ?? notHttp, acceptIn(rawPacket) ?? acceptOf.get(socket), onUnheard);
  };
}

/** Whether a request had its response from {@link clientErrorAnswerer}, because its body did not arrive as it should. */
export function wasRejected({ socket, complete }: IncomingMessage): boolean {
  return !complete && rejected.has(socket);
}

/** Answers who takes `server` for a proxy. Node would hang up without a word. */
export function rejectConnectRequests(server: Server, onUnheard: OnUnheard): void {
  server.on('connect', ({ headers }, socket: Socket) => {
    // From here on nobody else listens.
    socket.on('error', () => undefined).resume();
    refuse(socket, noProxy, headers.accept, onUnheard);
  });
}

/** The `Accept` header of what could not be parsed, where it has arrived. */
// As much as Node.js takes for all headers.
const maxPacketBytes = 16 * 1024;

function acceptIn(bytes: unknown): string | undefined {
  if (!Buffer.isBuffer(bytes)) return undefined;
  // No quantifier has another one behind it that takes the same characters: that would take the square of their number.
  return /\r\naccept:([^\r\n]*)\r\n/i.exec(bytes.toString('latin1', 0, maxPacketBytes))?.[1]?.trim();
}

function refuse(
  socket: Socket,
  { status, message, allow }: Refusal,
  accept: string | undefined,
  onUnheard: OnUnheard,
): void {
  const requestId = randomUUID();
  rejected.add(socket);
  onUnheard(requestId, status);
  closeWithErrors(socket, {
    status,
    errors: [{ message, extensions: { code: 'BAD_USER_INPUT', retryable: false } }],
    requestId,
    accept,
    ...(allow && { headers: { allow } }),
  });
}
