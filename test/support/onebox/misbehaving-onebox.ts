import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { type Fault, goodAnswer } from './faults';

/** A TCP server in place of Onebox, since an HTTP server could not misbehave. */
export interface MisbehavingOnebox {
  origin: string;
  /** The number of received requests. */
  requests: number;
  /** Sets the fault. Undefined for correct responses. */
  misbehave(fault: Fault | undefined): Promise<void>;
  close(): Promise<void>;
}

/** Starts a server without a fault on a free port. */
export async function startMisbehavingOnebox(): Promise<MisbehavingOnebox> {
  const sockets = new Set<Socket>();
  let fault: Fault | undefined;
  let count = 0;
  let requests = 0;
  const serve = (socket: Socket): void => {
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      if (!received.endsWith('\r\n\r\n')) return;
      received = '';
      requests += 1;
      count += 1;
      if (fault?.answer === undefined) socket.write(goodAnswer);
      else fault.answer(socket, count);
    });
  };
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // The client also resets a connection that is closed here.
    socket.on('error', () => undefined);
    if (fault?.connect === undefined || fault.connect(socket)) serve(socket);
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    get requests() {
      return requests;
    },
    misbehave: async (next) => {
      // A fault of connecting needs new connections.
      if (next?.answer === undefined) hangUp();
      if (next !== undefined && next.answer === undefined && next.connect === undefined) await stop(server);
      else if (!server.listening) await listen(server, port);
      fault = next;
      count = 0;
    },
    close: async () => {
      hangUp();
      await stop(server);
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

async function stop(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}
