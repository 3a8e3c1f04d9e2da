import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

import { type Fault, goodAnswer } from './faults';

/** A server in Onebox's place that speaks bare TCP, where HTTP would keep it from misbehaving. */
export interface MisbehavingOnebox {
  origin: string;
  /** How many requests it has read. */
  requests: number;
  /** From now on it misbehaves so; undefined: it is well. */
  misbehave(fault: Fault | undefined): Promise<void>;
  close(): Promise<void>;
}

/** Starts one on a free port; it is well. */
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
    // A client that is hung up on hangs up in turn.
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
      // A fault of connecting is met by those who have to connect.
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
