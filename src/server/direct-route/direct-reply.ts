import { type ServerResponse } from 'node:http';

import { type GatewayReply } from '../gateway-request';

/** The response to a request of the direct route. Its head is written at once. */
export class DirectReply implements GatewayReply {
  #status = 200;
  /** Names and values in turn, as `writeHead` takes them. */
  readonly #headers: string[];

  constructor(
    readonly raw: ServerResponse,
    requestId: string,
    headers: readonly string[],
  ) {
    this.#headers = ['x-request-id', requestId, ...headers];
  }

  hasHeader(name: string): boolean {
    return this.#indexOf(name) >= 0;
  }

  /** Sets a header, in place of an earlier value. */
  header(name: string, value: string | number): void {
    const index = this.#indexOf(name);
    if (index < 0) this.#headers.push(name, String(value));
    else this.#headers[index + 1] = String(value);
  }

  /** The index of a name. A value may be equal to it: clients choose the request id. */
  #indexOf(name: string): number {
    for (let index = 0; index < this.#headers.length; index += 2) {
      if (this.#headers[index] === name) return index;
    }
    return -1;
  }

  code(status: number): void {
    this.#status = status;
  }

  send(body: string | Buffer): void {
    this.header('content-length', Buffer.byteLength(body));
    this.raw.writeHead(this.#status, this.#headers).end(body);
  }
}
