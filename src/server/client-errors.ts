import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';

import { securityHeaders } from './security-headers';

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

/** Makes what answers what never becomes a request (headers too large, bytes that are not HTTP, a client too slow), and hangs up. */
export function clientErrorAnswerer(
  onUnheard: OnUnheard,
): (error: { code?: string }, socket: Socket) => void {
  return ({ code }, socket) => {
    if (code === 'ECONNRESET' || !socket.writable) socket.destroy();
    else refuse(socket, refusals[code ?? ''] ?? notHttp, onUnheard);
  };
}

/** Answers who takes `server` for a proxy. Node would hang up without a word. */
export function answerConnectRequests(server: Server, onUnheard: OnUnheard): void {
  server.on('connect', (_request, socket: Socket) => {
    // From here on nobody else listens.
    socket.on('error', () => undefined).resume();
    refuse(socket, noProxy, onUnheard);
  });
}

function refuse(socket: Socket, { status, message, allow }: Refusal, onUnheard: OnUnheard): void {
  const requestId = randomUUID();
  const extensions = { code: 'BAD_USER_INPUT', retryable: false, requestId };
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const headers = {
    'x-request-id': requestId,
    ...securityHeaders,
    ...(allow && { allow }),
    'content-type': 'application/json; charset=utf-8',
    'content-length': body.length,
    connection: 'close',
  };
  const headerLines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  onUnheard(requestId, status);
  socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headerLines.join('')}\r\n${body}`);
  socket.destroySoon();
}
