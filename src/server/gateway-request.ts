import { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

import { type CallerIdentity } from '../onebox/caller/caller-identity';
import { type RequestTelemetry } from './telemetry/request-telemetry';

/** A request, as its handlers see it: a Fastify request, or one of the direct route. */
export interface GatewayRequest {
  readonly raw: IncomingMessage;
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The address of the client. */
  readonly ip: string;
  readonly hostname: string;
  readonly protocol: string;
  readonly routeOptions: { readonly url?: string | undefined };
  readonly telemetry: RequestTelemetry;
  /** Undefined without an `Authorization` header. */
  readonly callerIdentity: CallerIdentity | undefined;
  body: unknown;
}

/** The response to a {@link GatewayRequest}, before it is sent. */
export interface GatewayReply {
  readonly raw: ServerResponse;
  header(name: string, value: string | number): unknown;
  code(status: number): unknown;
}
