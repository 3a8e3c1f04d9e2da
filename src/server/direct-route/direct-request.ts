import { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';

import { all as addressesOf } from '@fastify/proxy-addr';

import { type CallerIdentity } from '../../onebox/caller/caller-identity';
import { RequestTelemetry, type TelemetryOptions } from '../telemetry/request-telemetry';
import { type GatewayRequest } from '../gateway-request';
import { requestIdOf } from '../http/request-id';

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
