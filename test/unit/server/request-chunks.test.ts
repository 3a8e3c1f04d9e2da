import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

import { joinChunks } from '../../../src/server/load/request-chunks';

const head = 'POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n';

interface Read {
  chunks: number[];
  closes: number;
}

/** What a server reads of a request whose chunks are joined, until its connection is closed. */
const readOf = async (sent: string): Promise<Read> => {
  const read: Read = { chunks: [], closes: 0 };
  const server = createServer((request: IncomingMessage, response) => {
    joinChunks(request, () => (read.closes += 1));
    request.on('error', () => undefined);
    request.on('data', ({ length }: Buffer) => read.chunks.push(length)).on('end', () => response.end());
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

describe('joinChunks', () => {
  it('joins small chunks, and loses none', async () => {
    const { chunks, closes } = await readOf(inChunks(20, 10_000));
    expect(sumOf(chunks)).toBe(200_000);
    expect(chunks.length).toBeLessThan(20);
    expect(closes).toBe(0);
  });

  it('closes a connection that sends more than 4,096 chunks of a byte, once', async () => {
    const { chunks, closes } = await readOf(inChunks(1, 200_000));
    expect(sumOf(chunks)).toBeLessThan(5000);
    expect(closes).toBe(1);
  });

  it('leaves long chunks as they are', async () => {
    const { chunks } = await readOf(`${head}content-length: 200000\r\n\r\n${'x'.repeat(200_000)}`);
    expect(sumOf(chunks)).toBe(200_000);
  });
});
