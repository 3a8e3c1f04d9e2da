import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

import { all as addressesOf } from '@fastify/proxy-addr';

import { type CallerIdentity } from '../../onebox/caller/caller-identity';
import { RequestTelemetry, type TelemetryOptions } from '../telemetry/request-telemetry';
import { type GatewayReply, type GatewayRequest } from './gateway-request';
import { requestIdOf } from './request-id';

/** Whether an address is of a trusted proxy. */
export type IsTrusted = (address: string) => boolean;

const routeOptions = { url: '/graphql' };

/** A request of the direct route. Its address and host are those of Fastify's requests. */
export class DirectRequest implements GatewayRequest {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly routeOptions = routeOptions;
  readonly telemetry: RequestTelemetry;
  body: unknown = undefined;

  constructor(
    readonly raw: IncomingMessage,
    readonly callerIdentity: CallerIdentity | undefined,
    private readonly isTrusted: IsTrusted | undefined,
    telemetry: TelemetryOptions,
  ) {
    this.id = requestIdOf(raw.headers);
    this.method = raw.method ?? '';
    this.url = raw.url ?? '';
    this.headers = raw.headers;
    this.telemetry = new RequestTelemetry(this, telemetry);
  }

  get ip(): string {
    const { isTrusted, raw } = this;
    return (isTrusted ? addressesOf(raw, isTrusted).at(-1) : raw.socket.remoteAddress) ?? '';
  }

  get hostname(): string {
    const host = this.#forwarded('x-forwarded-host') ?? this.headers.host ?? '';
    return host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : (host.split(':', 1)[0] ?? '');
  }

  get protocol(): string {
    return this.#forwarded('x-forwarded-proto') ?? 'http';
  }

  /** The last value of a header that a trusted proxy has set. */
  #forwarded(name: 'x-forwarded-host' | 'x-forwarded-proto'): string | undefined {
    const { remoteAddress } = this.raw.socket;
    const value = this.headers[name];
    if (typeof value !== 'string' || value === '' || remoteAddress === undefined) return undefined;
    return this.isTrusted?.(remoteAddress) === true
      ? value.slice(value.lastIndexOf(',') + 1).trim()
      : undefined;
  }
}

/** The response to a {@link DirectRequest}. Its head is written at once. */
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
