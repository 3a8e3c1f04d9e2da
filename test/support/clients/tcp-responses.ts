import { type Socket } from 'node:net';

/** Responds to a request on a connection. Gets the number of requests. */
export type TcpAnswer = (socket: Socket, count: number) => void;

const dripMs = 20;

/** Sends bytes and leaves the connection open. */
export const send =
  (bytes: string | Buffer): TcpAnswer =>
  (socket) =>
    socket.write(bytes);
/** Sends bytes and closes the connection. */
export const sendAndClose =
  (bytes: string | Buffer): TcpAnswer =>
  (socket) =>
    socket.end(bytes);
/** Sends bytes and resets the connection. */
export const sendAndReset =
  (bytes: string | Buffer): TcpAnswer =>
  (socket) => {
    if (bytes.length === 0) socket.resetAndDestroy();
    // Otherwise the reset could overtake the bytes.
    else socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 10));
  };

/** Sends a prefix, and more bytes every 20 ms. */
export const drip =
  (beginning: string, more: () => string): TcpAnswer =>
  (socket) => {
    socket.write(beginning);
    const timer = setInterval(() => socket.write(more()), dripMs);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };

/** Sends a prefix and this number of bytes, as fast as they are read. */
export const flood =
  (beginning: string, piece: Buffer, bytes: number): TcpAnswer =>
  (socket) => {
    let left = bytes;
    socket.write(beginning);
    const more = (): void => {
      while (left > 0 && !socket.destroyed) {
        left -= piece.length;
        if (!socket.write(piece)) {
          socket.once('drain', more);
          return;
        }
      }
    };
    more();
  };

/** The head of an HTTP response with JSON. `fields` are further header lines. */
export const head = (fields: string, status = '200 OK'): string =>
  `HTTP/1.1 ${status}\r\ncontent-type: application/json\r\n${fields}\r\n`;
/** A whole HTTP response with its length. */
export const whole = (body: string | Buffer, fields = '', status = '200 OK'): Buffer =>
  Buffer.concat([
    Buffer.from(head(`content-length: ${Buffer.byteLength(body)}\r\n${fields}`, status)),
    Buffer.from(body),
  ]);

/** Sends 16 MiB of a piece: more than the gateway may read, but with an end. */
export const endless = (beginning: string, piece: string): TcpAnswer =>
  flood(beginning, Buffer.from(piece.repeat(Math.ceil(65_536 / piece.length))), 16 * 1024 * 1024);
