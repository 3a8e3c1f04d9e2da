import { type ServerResponse, STATUS_CODES } from 'node:http';
import { type Socket } from 'node:net';

import { type GraphQLFormattedError } from 'graphql';
import Negotiator from 'negotiator';

import { type GatewayReply } from '../gateway-request';
import { securityHeaders } from './security-headers';

/** An error response before it is written. */
export interface ErrorResponse {
  status: number;
  errors: readonly GraphQLFormattedError[];
  requestId: string;
  /** The request's `Accept` header. */
  accept: string | undefined;
  headers?: Readonly<Record<string, string>>;
}

const json = 'application/json; charset=utf-8';
const contentTypes = [json, 'application/graphql-response+json; charset=utf-8'];

/**
 * The `Content-Type` of an error body for a client with this `Accept`. Without a preference it is `application/json`. Clients read errors
 * of a response with another status than 200 only from `application/graphql-response+json`.
 */
export function errorContentType(accept: string | undefined): string {
  return responseContentType(accept) ?? json;
}

/** The `Content-Type` of a response for a client with this `Accept`, as Apollo Server chooses it; undefined where it accepts none. */
export function responseContentType(accept: string | undefined): string | undefined {
  if (accept === undefined || accept === '') return json;
  return new Negotiator({ headers: { accept } }).mediaType(contentTypes);
}

/** Adds the id under which the log has the request of the error. */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId } };
}

/** A reply that can still be changed. */
interface OpenReply extends GatewayReply {
  hasHeader(name: string): boolean;
  send(body: string): unknown;
}

/** Sends an error response with a reply. */
export function replyWithErrors(reply: OpenReply, response: ErrorResponse): void {
  const { headers, body } = render(response);
  for (const [name, value] of Object.entries(headers)) {
    // For a page of another origin, `Vary` already has a longer value.
    if (name !== 'vary' || !reply.hasHeader(name)) reply.header(name, value);
  }
  reply.code(response.status);
  reply.send(body);
}

/** Writes an error response to a request that does not reach Fastify. */
export function endWithErrors(to: ServerResponse, response: ErrorResponse): void {
  const { headers, body } = render(response);
  to.writeHead(response.status, headers).end(body);
}

/** Writes an error response to a connection whose request could not be parsed, and closes it. */
export function closeWithErrors(socket: Socket, response: ErrorResponse): void {
  const { headers, body } = render(response);
  const lines = Object.entries({ ...headers, connection: 'close' });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  socket.write(`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status]}\r\n${head}\r\n${body}`);
  socket.destroySoon();
}

function render({ errors, requestId, accept, headers }: ErrorResponse): {
  headers: Record<string, string>;
  body: string;
} {
  const body = JSON.stringify({ errors: errors.map((error) => withRequestId(error, requestId)) });
  return {
    headers: {
      'x-request-id': requestId,
      ...securityHeaders,
      ...headers,
      'content-type': errorContentType(accept),
      'content-length': String(Buffer.byteLength(body)),
    },
    body,
  };
}
