import { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';

import { type Logger } from 'pino';

import { type CallerIdentities } from '../../onebox/caller/caller-identity';
import { DirectReply } from './direct-reply';
import { DirectRequest, type IsTrusted } from './direct-request';
import { replyWithErrors } from '../http/error-response';
import { type GatewayReply, type GatewayRequest } from '../gateway-request';
import { type Readiness } from '../http/health';
import { errorResponseOf, isHostWellFormed } from '../http/http-errors';
import { maxRequestBodyBytes } from '../http/request-body';
import { type RequestError } from '../http/request-error';
import { securityHeaders } from '../http/security-headers';
import { type ParseBody } from '../operations/lossless-numbers';
import { jsonType } from '../operations/plain-request';
import { isBrowserNavigation } from '../pages/explorer-page';
import { type TelemetryOptions } from '../telemetry/request-telemetry';

/** Options of {@link serveDirectly}. */
export interface DirectRouteOptions {
  callers: CallerIdentities;
  telemetry: TelemetryOptions;
  /** Undefined without trusted proxies. */
  isTrusted: IsTrusted | undefined;
  /** Whether pages of other origins may call the gateway, so that responses depend on the origin. */
  allowsOrigins: boolean;
  readiness: Readiness;
  logger: Logger;
  /** Returns an error where a request is over a limit. */
  admit: (request: GatewayRequest, reply: GatewayReply) => RequestError | undefined;
  parse: ParseBody;
  handle: (request: GatewayRequest, reply: GatewayReply) => Promise<string | Buffer>;
}

/**
 * Serves the usual requests to `/graphql` before Fastify, whose layers take a tenth of the CPU of a small request: a `GET`, and a `POST`
 * of JSON with a known length. Fastify serves all others, with the same checks and responses.
 */
export function serveDirectly(server: Server, options: DirectRouteOptions): void {
  const route = new DirectRoute(options);
  const [fastify] = server.listeners('request') as [RequestListener];
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    if (isUsual(request)) route.serve(request, response);
    else fastify(request, response);
  });
}

function isUsual(request: IncomingMessage): boolean {
  const { method, url = '', headers } = request;
  if (headers.host === undefined || !isHostWellFormed(request)) return false;
  if (headers['content-encoding'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
  const bytes = Number(headers['content-length'] ?? 0);
  if (method === 'GET') return bytes === 0 && url.startsWith('/graphql?') && !isBrowserNavigation(request);
  const isJson = url === '/graphql' && jsonType.test(headers['content-type'] ?? '');
  return method === 'POST' && isJson && bytes > 0 && bytes <= maxRequestBodyBytes;
}

class DirectRoute {
  readonly #headers: readonly string[];

  constructor(private readonly options: DirectRouteOptions) {
    const vary = options.allowsOrigins ? `${securityHeaders.vary}, Origin` : securityHeaders.vary;
    this.#headers = Object.entries({ ...securityHeaders, vary }).flat();
  }

  serve(raw: IncomingMessage, response: ServerResponse): void {
    const { callers, telemetry, isTrusted, admit, parse } = this.options;
    const { authorization } = raw.headers;
    const caller = authorization === undefined ? undefined : callers.of(authorization);
    const request = new DirectRequest(raw, caller, isTrusted, telemetry);
    const reply = new DirectReply(response, request.id, this.#headers);
    request.telemetry.start(reply);
    const rejection = admit(request, reply);
    if (rejection !== undefined) this.#fail(rejection, request, reply);
    else if (request.method === 'GET') this.#respond(request, reply);
    else {
      readText(raw, (text) => {
        parse(text, (error, body) => {
          request.body = body;
          if (error === null) this.#respond(request, reply);
          else this.#fail(error, request, reply);
        });
      });
    }
  }

  #respond(request: DirectRequest, reply: DirectReply): void {
    this.options
      .handle(request, reply)
      .then((body) => {
        this.#beforeSending(reply);
        reply.send(body);
      })
      .catch((error: unknown) => {
        this.#fail(error as Error, request, reply);
      });
  }

  #fail(error: Error, request: DirectRequest, reply: DirectReply): void {
    try {
      this.#beforeSending(reply);
      replyWithErrors(reply, errorResponseOf(error, request, this.options.logger));
    } catch (err) {
      // Otherwise the client would wait, or the process would end.
      this.options.logger.error({ requestId: request.id, err }, 'a response could not be sent');
      reply.raw.destroy();
    }
  }

  #beforeSending(reply: DirectReply): void {
    if (!this.options.readiness.isReady) reply.header('connection', 'close');
  }
}

/** Reads a body whose length is known and not too large. Does not call back where its client disconnects. */
function readText(request: IncomingMessage, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
  });
  request.once('end', () => {
    const [first] = chunks;
    done((chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks)).toString());
  });
}
