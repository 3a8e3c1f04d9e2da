import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy between a client and a server on this machine. */
export interface TcpProxy {
  port: number;
  /** Handles the responses of the server. */
  answers: (chunk: Buffer, toClient: Socket) => void;
  close(): Promise<void>;
}

/** Forwards a response unchanged. */
export const passOn: TcpProxy['answers'] = (chunk, toClient) => toClient.write(chunk);

/** Forwards a response with a delay. */
export const passOnAfter =
  (delayMs: number): TcpProxy['answers'] =>
  (chunk, toClient) => {
    setTimeout(() => toClient.write(chunk), delayMs);
  };

/** Starts one on a free port in front of `targetPort`. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const proxy: Pick<TcpProxy, 'answers'> = { answers: passOn };
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    client.pipe(target);
    target.on('data', (chunk) => {
      proxy.answers(chunk, client);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  });
}
