import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

import { ParsedSockets } from '../../../../src/onebox/client/http/parsed-sockets';
import { ParsingTurns } from '../../../../src/onebox/client/http/parsing-turns';
import { ResponseFraming } from '../../../../src/onebox/client/http/response-framing';

const maxLines = 256;
const lines = 'x:\r\n'.repeat(10_000);
const sockets = new ParsedSockets(new ParsingTurns());

/** What the parser of a bounded socket is given until the connection is closed, piece by piece. */
const piecesOf = async (
  sent: string,
  watch: (socket: Socket, pieces: string[]) => void,
): Promise<string[]> => {
  const server = createServer((socket) => socket.on('error', () => undefined).end(sent)).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const pieces: string[] = [];
  watch(
    socket.on('error', () => undefined),
    pieces,
  );
  await once(socket, 'close');
  server.close();
  return pieces;
};

const byReading = (socket: Socket, pieces: string[], onPiece = (): void => undefined): void => {
  sockets.boundReads(socket);
  socket.on('readable', () => {
    for (;;) {
      const piece = socket.read() as Buffer | null;
      if (piece === null) return;
      pieces.push(piece.toString());
      sockets.current.receiveBody(piece.length);
      onPiece();
    }
  });
};

const byPushes = (socket: Socket, pieces: string[], onPiece = (): void => undefined): void => {
  const framing = new ResponseFraming();
  sockets.boundPushes(socket, framing);
  socket.on('data', (piece: Buffer) => {
    pieces.push(piece.toString());
    framing.receiveBody(piece.length);
    onPiece();
  });
};

describe.each([
  ['reads', byReading],
  ['pushes', byPushes],
])('the %s of a socket whose responses are parsed', (_what, watch) => {
  it('are pieces of few lines, and all of them together what was sent', async () => {
    const pieces = await piecesOf(lines, watch);
    expect(pieces.join('')).toBe(lines);
    expect(Math.max(...pieces.map((piece) => piece.split('\n').length - 1))).toBeLessThanOrEqual(maxLines);
  });

  it('are as long as what arrives where it has no lines', async () => {
    const pieces = await piecesOf('x'.repeat(1_000_000), watch);
    expect(pieces.join('')).toHaveLength(1_000_000);
    expect(pieces.length).toBeLessThan(500);
  });

  it('end with the piece in which the connection is closed', async () => {
    const pieces = await piecesOf(lines, (socket, received) => {
      watch(socket, received, () => socket.destroy());
    });
    expect(pieces).toHaveLength(1);
  });
});

it('the framing of a response is an error past 64 KiB, and an eighth of the body', () => {
  const framing = new ResponseFraming();
  framing.receive(65_536);
  expect(framing.error).toBeUndefined();
  framing.receive(1);
  expect(framing.error).toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  framing.receiveBody(8);
  framing.receive(8);
  expect(framing.error).toBeUndefined();
  framing.restart();
  expect(framing.error).toBeUndefined();
});

it('the framing of a response is an error with the seventeenth informational response', () => {
  const framing = new ResponseFraming();
  const errors = Array.from({ length: 17 }, () => framing.receiveInformational()?.kind);
  expect(errors).toEqual([...Array<undefined>(16).fill(undefined), 'contract-broken']);
});
