import { connect, type Socket } from 'node:net';

import { InstagramSessionDocument } from '../../generated/graphql';
import { documentedSessionId } from '../fixtures';
import { type Answer } from '../gateway/gateway';
import { until } from '../onebox/held-response';

/** A client that sends raw bytes, and the bytes that it received. */
export interface RawClient {
  received: () => string;
  closed: Promise<void>;
  socket: Socket;
}

/** Clients with separate sockets, which are destroyed together. */
export class RawClients {
  readonly #sockets: Socket[] = [];

  connect(origin: string, bytes = ''): RawClient {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    this.#sockets.push(socket);
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
    });
    socket.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => {
        resolve();
      });
    });
    socket.write(bytes);
    return { received: () => received, closed, socket };
  }

  /** Returns another client when it is connected. */
  async connected(origin: string): Promise<RawClient> {
    const client = this.connect(origin);
    await until(() => !client.socket.connecting);
    return client;
  }

  destroy(): void {
    for (const socket of this.#sockets.splice(0)) socket.destroy();
  }
}

/** The bytes of a request for the documented session. The default request id is the caller's token. */
export function rawRequest(
  caller: string,
  requestId = caller,
  query = InstagramSessionDocument.toString(),
  id: string = documentedSessionId,
): string {
  const body = JSON.stringify({ query, variables: { id } });
  return (
    `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${caller}\r\nx-request-id: ${requestId}\r\n` +
    `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  );
}

/** The extensions of the only error in a raw response. */
export function extensionsOf(answer: string): unknown {
  const { errors } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as Answer<unknown>;
  return errors?.[0]?.extensions;
}
