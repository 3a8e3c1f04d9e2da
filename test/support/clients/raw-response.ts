import { connect } from 'node:net';

/** Sends raw bytes, and returns all received bytes after the connection is closed. */
export function rawAnswer(origin: string, bytes: string | Uint8Array): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes);
    });
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
    });
    socket.on('error', reject).on('close', () => {
      resolve(received);
    });
  });
}
