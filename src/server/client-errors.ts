import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';

import { securityHeaders } from './security-headers';

const refusals: Readonly<Record<string, { status: number; message: string } | undefined>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request did not arrive in time: send all of it at once.',
  },
  HPE_HEADER_OVERFLOW: { status: 431, message: 'The headers of the request are too large: at most 16 KiB.' },
};
const notHttp = { status: 400, message: 'The request is not HTTP as it should be.' };

/** Told of the answer to what never became a request: the id that was made for it, and the status. */
export type OnUnheard = (requestId: string, status: number) => void;

/** Makes what answers what never becomes a request (headers too large, bytes that are not HTTP, a client too slow), and hangs up. */
export function clientErrorAnswerer(
  onUnheard: OnUnheard,
): (error: { code?: string }, socket: Socket) => void {
  return ({ code }, socket) => {
    if (code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const { status, message } = refusals[code ?? ''] ?? notHttp;
    const requestId = randomUUID();
    const extensions = { code: 'BAD_USER_INPUT', retryable: false, requestId };
    const body = JSON.stringify({ errors: [{ message, extensions }] });
    const headers = {
      'x-request-id': requestId,
      ...securityHeaders,
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      connection: 'close',
    };
    const headerLines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    onUnheard(requestId, status);
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headerLines.join('')}\r\n${body}`);
    socket.destroySoon();
  };
}
