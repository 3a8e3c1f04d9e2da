import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

import { joinPieces } from '../../../src/server/load/request-pieces';

const head = 'POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n';

interface Read {
  pieces: number[];
  closes: number;
}

/** What a server reads of a request whose pieces are joined, until its connection is closed. */
const readOf = async (sent: string): Promise<Read> => {
  const read: Read = { pieces: [], closes: 0 };
  const server = createServer((request: IncomingMessage, response) => {
    joinPieces(request, () => (read.closes += 1));
    request.on('error', () => undefined);
    request.on('data', ({ length }: Buffer) => read.pieces.push(length)).on('end', () => response.end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => {
    socket.write(sent);
  });
  await new Promise((resolve) => {
    socket
      .on('error', () => undefined)
      .on('close', resolve)
      .resume();
  });
  server.close();
  return read;
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);
const inChunks = (size: number, count: number): string =>
  `${head}transfer-encoding: chunked\r\n\r\n${`${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`.repeat(count)}0\r\n\r\n`;

describe('joinPieces', () => {
  it('joins small chunks, and loses none', async () => {
    const { pieces, closes } = await readOf(inChunks(20, 10_000));
    expect(sumOf(pieces)).toBe(200_000);
    expect(pieces.length).toBeLessThan(20);
    expect(closes).toBe(0);
  });

  it('closes a connection that sends more than 4,096 chunks of a byte, once', async () => {
    const { pieces, closes } = await readOf(inChunks(1, 200_000));
    expect(sumOf(pieces)).toBeLessThan(5000);
    expect(closes).toBe(1);
  });

  it('leaves long pieces as they are', async () => {
    const { pieces } = await readOf(`${head}content-length: 200000\r\n\r\n${'x'.repeat(200_000)}`);
    expect(sumOf(pieces)).toBe(200_000);
  });
});
