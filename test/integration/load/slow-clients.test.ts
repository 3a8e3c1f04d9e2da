import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Readable } from 'node:stream';

import { closeSlowClients } from '../../../src/server/load/slow-clients';

const piece = Buffer.alloc(64 * 1024, 'x');
const pieces = 800;

/** Sends 50 MB as fast as they are read. `/announced` has a content-length. */
const answerMuch: RequestListener = ({ url }, response) => {
  if (url === '/announced') response.setHeader('content-length', pieces * piece.length);
  Readable.from(Array.from({ length: pieces }, () => piece)).pipe(response);
};

let server: Server;
let closedEarly: number;

beforeEach(async () => {
  closedEarly = 0;
  server = createServer((request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) closedEarly += 1;
    });
    answerMuch(request, response);
  });
  closeSlowClients(server, 200);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(
  () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
);

/** The number of received bytes before the connection closed. `read` reads the client's stream. */
const receivedFrom = (
  path: string,
  read: (socket: ReturnType<typeof connect>) => () => void,
): Promise<number> =>
  new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    const stop = read(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => {
        stop();
        resolve(socket.bytesRead);
      });
  });

describe('a client that reads a long response', () => {
  it('in small pieces is closed at the deadline', async () => {
    const received = await receivedFrom('/', (socket) => {
      const timer = setInterval(() => {
        // A byte of every 20 ms, and the rest once the server has given up.
        if (closedEarly === 0) socket.read(1);
        else socket.resume();
      }, 20);
      socket.pause();
      return () => {
        clearInterval(timer);
      };
    });
    expect(closedEarly).toBe(1);
    expect(received).toBeLessThan(pieces * piece.length);
  });

  it('continuously has the time that its bytes need', async () => {
    const received = await receivedFrom('/announced', (socket) => {
      socket.resume();
      return () => undefined;
    });
    expect(closedEarly).toBe(0);
    expect(received).toBeGreaterThan(pieces * piece.length);
  });
});
