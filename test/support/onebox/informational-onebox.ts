import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A server in Onebox's place that sends informational responses before each final one, as bare TCP. */
export interface InformationalOnebox {
  origin: string;
  /** The received request lines. */
  requests: string[];
  /** The bytes before the final response. */
  before: string;
  /** The bodies of the final responses, by method. */
  bodies: Record<string, string>;
  close(): Promise<void>;
}

/** Starts one on a free port. */
export async function startInformationalOnebox(): Promise<InformationalOnebox> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      const [head = '', body] = received.split('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      if (body === undefined || body.length < length) return;
      received = '';
      const line = head.split('\r\n')[0] ?? '';
      onebox.requests.push(line);
      const final = onebox.bodies[line.split(' ')[0] ?? ''] ?? '{}';
      socket.write(
        `${onebox.before}HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(final)}\r\n\r\n${final}`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const onebox: InformationalOnebox = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    before: '',
    bodies: {},
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return onebox;
}
