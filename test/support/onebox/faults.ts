import { type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

import { type ErrorCode, type ErrorReason } from '../../generated/errors';
import { documentedBody } from '../fixtures';
import {
  drip,
  endless,
  flood,
  head,
  send,
  sendAndClose,
  sendAndReset,
  type TcpAnswer,
  whole,
} from '../clients/tcp-responses';

/** A fault of a server, and the expected error for clients. Undefined for no error. */
export interface Fault {
  name: string;
  expected: { code: ErrorCode; reason: ErrorReason } | undefined;
  /** Called for each connection. Returns whether to read its requests. */
  connect?: (socket: Socket) => boolean;
  /** Called for each request, with the number of requests since the fault began. */
  answer?: TcpAnswer;
}

const session = documentedBody('session.200.json');
const canary = 'canary-of-a-misbehaving-onebox';
const hundredMebibytes = 100 * 1024 * 1024;

const timeout = { code: 'ONEBOX_TIMEOUT', reason: 'UPSTREAM_TIMEOUT' } as const;
const unreachable = { code: 'ONEBOX_UNAVAILABLE', reason: 'UPSTREAM_UNREACHABLE' } as const;
const failed = { code: 'ONEBOX_UNAVAILABLE', reason: 'UPSTREAM_FAILED' } as const;
const broken = { code: 'ONEBOX_BAD_RESPONSE', reason: 'UPSTREAM_CONTRACT_BROKEN' } as const;
const rejected = { code: 'UNAUTHENTICATED', reason: 'TOKEN_REJECTED' } as const;
const forbidden = { code: 'FORBIDDEN', reason: 'NOT_ALLOWED' } as const;
const notFound = { code: 'NOT_FOUND', reason: 'SESSION_NOT_FOUND' } as const;
const tooMany = { code: 'RATE_LIMITED', reason: 'TOO_MANY_REQUESTS' } as const;

/** The documented session, as HTTP. */
export const goodAnswer = whole(session);
const half = goodAnswer.length - session.length / 2;

const status = (code: string, expected: Fault['expected'], fields = ''): Fault => ({
  name: `status ${code}`,
  expected,
  answer: send(whole(`<html>${canary}</html>`, fields, code)),
});

const close = (socket: Socket): boolean => {
  socket.end();
  return false;
};
const reset = (socket: Socket): boolean => {
  socket.resetAndDestroy();
  return false;
};

const blanks = Buffer.alloc(64 * 1024, ' ');
const chunkOfBlanks = Buffer.from(`${blanks.length.toString(16)}\r\n${blanks.toString()}\r\n`);

const chunked = head('transfer-encoding: chunked\r\n');

/** All faults. */
export const faults: readonly Fault[] = [
  // Connecting
  { name: 'nobody listens', expected: unreachable },
  { name: 'the connection is closed at once', expected: unreachable, connect: close },
  { name: 'the connection is reset at once', expected: unreachable, connect: reset },
  { name: 'the connection is never read from', expected: timeout, connect: () => false },

  // Closing the connection, at every stage
  { name: 'a reset after the request', expected: unreachable, answer: sendAndReset('') },
  { name: 'a close after the request', expected: unreachable, answer: sendAndClose('') },
  { name: 'a reset in the status line', expected: unreachable, answer: sendAndReset('HTTP/1.1 2') },
  { name: 'a close in the status line', expected: unreachable, answer: sendAndClose('HTTP/1.1 2') },
  { name: 'a reset in the headers', expected: unreachable, answer: sendAndReset(head('').slice(0, 30)) },
  { name: 'a close in the headers', expected: unreachable, answer: sendAndClose(head('').slice(0, 30)) },
  {
    name: 'a reset before the body',
    expected: unreachable,
    answer: sendAndReset(head('content-length: 99\r\n')),
  },
  { name: 'a reset in the body', expected: unreachable, answer: sendAndReset(goodAnswer.subarray(0, half)) },
  { name: 'a close in the body', expected: unreachable, answer: sendAndClose(goodAnswer.subarray(0, half)) },
  {
    name: 'a close before the last byte',
    expected: unreachable,
    answer: sendAndClose(goodAnswer.subarray(0, -1)),
  },
  {
    name: 'a reset in a chunk',
    expected: unreachable,
    answer: sendAndReset(`${chunked}fff\r\n${session.slice(0, 99)}`),
  },
  {
    name: 'a close before the last chunk',
    expected: unreachable,
    answer: sendAndClose(`${chunked}${session.length.toString(16)}\r\n${session}\r\n`),
  },

  // Taking too long
  { name: 'no answer', expected: timeout, answer: () => undefined },
  { name: 'a status line that stops', expected: timeout, answer: send('HTTP/1.1 2') },
  { name: 'headers that stop', expected: timeout, answer: send(head('').slice(0, 30)) },
  { name: 'drip-fed headers', expected: timeout, answer: drip('HTTP/1.1 200 OK\r\n', () => 'x: y\r\n') },
  { name: 'headers and no body', expected: timeout, answer: send(head('content-length: 99\r\n')) },
  { name: 'a body that stops', expected: timeout, answer: send(goodAnswer.subarray(0, half)) },
  {
    name: 'a drip-fed body',
    expected: timeout,
    answer: drip(head('content-length: 99999\r\n'), () => ' '),
  },
  {
    name: 'chunks without end',
    expected: timeout,
    answer: drip(chunked, () => '1\r\n \r\n'),
  },
  { name: 'slow hints without end', expected: broken, answer: drip('', () => 'HTTP/1.1 103 Hints\r\n\r\n') },
  {
    name: 'a length that is too long',
    expected: timeout,
    answer: send(`${head('content-length: 99999\r\n')}${session}`),
  },
  {
    name: 'headers that come too late',
    expected: timeout,
    answer: (socket: Socket): void => {
      setTimeout(() => socket.writable && socket.write(goodAnswer), 2000).unref();
    },
  },

  // Invalid responses
  { name: 'truncated JSON', expected: broken, answer: send(whole(session.slice(0, 300))) },
  {
    name: 'a length that is too short',
    expected: broken,
    answer: send(`${head('content-length: 300\r\n')}${session}`),
  },
  {
    name: 'no length and half a body',
    expected: broken,
    answer: sendAndClose(head('connection: close\r\n') + session.slice(0, 300)),
  },
  {
    name: 'two lengths',
    expected: broken,
    answer: send(`${head('content-length: 10\r\ncontent-length: 20\r\n')}${session}`),
  },
  {
    name: 'a negative length',
    expected: broken,
    answer: send(`${head('content-length: -1\r\n')}${session}`),
  },
  {
    name: 'a length and chunks',
    expected: broken,
    answer: send(`${head(`content-length: 9\r\ntransfer-encoding: chunked\r\n`)}3\r\n${session}`),
  },
  {
    name: 'a chunk without a size',
    expected: broken,
    answer: send(`${chunked}${canary}\r\n`),
  },
  {
    name: 'a gzip bomb',
    expected: broken,
    answer: send(whole(gzipSync(Buffer.alloc(hundredMebibytes, ' ')), 'content-encoding: gzip\r\n')),
  },
  {
    name: 'a body of 100 MB',
    expected: broken,
    answer: flood(head(`content-length: ${hundredMebibytes}\r\n`), blanks, hundredMebibytes),
  },
  {
    name: 'a body of 100 MB in chunks',
    expected: broken,
    answer: flood(chunked, chunkOfBlanks, hundredMebibytes),
  },
  {
    name: 'headers without end',
    expected: broken,
    answer: flood('HTTP/1.1 200 OK\r\n', Buffer.from(`x-${canary}: ${'y'.repeat(1000)}\r\n`), 1024 * 1024),
  },
  { name: 'short headers without end', expected: broken, answer: endless('HTTP/1.1 200 OK\r\n', 'x:\r\n') },
  { name: 'a status without end', expected: broken, answer: endless('HTTP/1.1 200 ', 'O') },
  { name: 'line breaks without end', expected: broken, answer: endless('', '\r\n') },
  { name: 'blanks without end', expected: broken, answer: endless('HTTP/1.1 200 OK\r\nx:', ' ') },
  { name: 'hints without end', expected: broken, answer: endless('', 'HTTP/1.1 103 Hints\r\n\r\n') },
  { name: '100 without end', expected: broken, answer: endless('', 'HTTP/1.1 100 Continue\r\n\r\n') },
  { name: 'trailers without end', expected: broken, answer: endless(`${chunked}0\r\n`, 'x:\r\n') },
  { name: 'extensions without end', expected: broken, answer: endless(`${chunked}1;x=`, 'y') },
  { name: 'chunks of one byte without end', expected: broken, answer: endless(chunked, '1\r\n \r\n') },
  { name: 'a page with 200', expected: broken, answer: send(whole(`<html>${canary}</html>`)) },
  {
    name: 'endless redirects',
    expected: broken,
    answer: send(whole('', 'location: /api/instagraph/session/x\r\n', '302 Found')),
  },
  { name: 'another protocol', expected: broken, answer: send('SSH-2.0-OpenSSH_9.2p1\r\n') },
  { name: 'random bytes', expected: broken, answer: send(Buffer.from([0, 255, 1, 254, 2, 253, 10, 10])) },
  { name: 'another encoding', expected: broken, answer: send(whole(Buffer.from(session, 'utf16le'))) },
  { name: 'the wrong session', expected: broken, answer: send(whole(session.replace('6Wjap9', 'AAAAAA'))) },
  {
    name: 'a protocol that nobody asked for',
    expected: unreachable,
    answer: send('HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n'),
  },

  // Each status
  status('204 No Content', broken),
  status('301 Moved', broken, 'location: https://onebox.example/\r\n'),
  status('400 Bad Request', broken),
  status('401 Unauthorized', rejected),
  status('403 Forbidden', forbidden),
  status('404 Not Found', notFound),
  status('418 Teapot', broken),
  status('429 Too Many Requests', tooMany),
  status('429 Too Many', tooMany, 'retry-after: 3600\r\n'),
  status('500 Internal Server Error', failed),
  status('502 Bad Gateway', failed),
  status('503 Service Unavailable', failed),
  status('503 Unavailable', failed, 'retry-after: 3600\r\n'),
  status('504 Gateway Timeout', failed),

  // Faults from which the gateway recovers
  {
    name: 'flapping: every other answer is a reset',
    expected: undefined,
    answer: (socket: Socket, count: number): void => {
      (count % 2 === 1 ? sendAndReset('') : send(goodAnswer))(socket, count);
    },
  },
  {
    name: 'a 429 that is over within the deadline',
    expected: undefined,
    answer: (socket: Socket, count: number): void => {
      send(count === 1 ? whole('', 'retry-after: 0\r\n', '429 Too Many Requests') : goodAnswer)(
        socket,
        count,
      );
    },
  },
  {
    name: 'an answer more than was asked for',
    expected: undefined,
    answer: send(Buffer.concat([goodAnswer, whole(`{"smuggled":"${canary}"}`)])),
  },
];
