import { type IncomingMessage } from 'node:http';

import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';

import { type ErrorExtensions } from '../../graphql/errors/format-error';
import { type OnUnparsedRequest } from './client-errors';
import { type ErrorResponse, replyWithErrors } from './error-response';
import { type GatewayRequest } from '../gateway-request';
import { badRequest, RequestError } from './request-error';

const messages: Readonly<Record<number, string>> = {
  400: 'The request body does not match its content type: send a JSON object with `query`, as application/json.',
  413: 'The request is too large: at most 256 KiB.',
  415: 'Send the operation as application/json.',
};

// RFC 9110, section 7.2. Two Host headers are invalid: Node joins them with a comma and a space.
const wellFormedHost = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\w.~!$&'()*+,;=:-]+\])(?::\d*)?$/;

/** Whether a request has one `Host` header that names a host. */
export function isHostWellFormed({ httpVersion, headers: { host } }: IncomingMessage): boolean {
  return host === undefined ? httpVersion !== '1.1' : wellFormedHost.test(host);
}

/** The error response to a request whose handler threw. Logs an unexpected error. */
export function errorResponseOf(
  error: Error & { statusCode?: number },
  request: GatewayRequest,
  logger: Logger,
): ErrorResponse {
  if (error instanceof RequestError) {
    const { code, reason, retryAt, headers } = error.details;
    const extensions = {
      code,
      ...(reason && { reason }),
      retryable: retryAt !== undefined,
      ...(retryAt && { retryAt: retryAt.toISOString() }),
    };
    return rejection(request, error.statusCode, error.message, extensions, headers);
  }
  const status = error.statusCode ?? 500;
  if (status >= 400 && status < 500) {
    const message = messages[status] ?? 'The request cannot be understood.';
    return rejection(request, status, message, { code: 'BAD_USER_INPUT', retryable: false });
  }
  logger.error({ requestId: request.id, err: error }, 'unexpected error');
  return rejection(request, 500, 'The gateway failed. Report this with the request id.', {
    code: 'INTERNAL_SERVER_ERROR',
    retryable: false,
  });
}

function rejection(
  { id, headers: { accept }, telemetry }: GatewayRequest,
  status: number,
  message: string,
  extensions: ErrorExtensions,
  headers?: Readonly<Record<string, string>>,
): ErrorResponse {
  const errors = [{ message, extensions }];
  telemetry.rejected(errors);
  return { status, errors, requestId: id, accept, ...(headers && { headers }) };
}

/** Sends a GraphQL error for requests that do not reach GraphQL, such as a wrong path or a body that is not JSON. */
export function handleHttpErrors(app: FastifyInstance, logger: Logger): void {
  // Node would respond to both by itself, without our body and headers.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    const message = 'The request must have one Host header, which names a host.';
    done(isHostWellFormed(raw) ? undefined : badRequest(message));
  });

  app.setNotFoundHandler((request, reply) => {
    const message = 'There is nothing here: GraphQL is at /graphql.';
    replyWithErrors(reply, rejection(request, 404, message, { code: 'NOT_FOUND', retryable: false }));
  });
  app.setErrorHandler<FastifyError | RequestError>((error, request, reply) => {
    replyWithErrors(reply, errorResponseOf(error, request, logger));
  });
}

/** Returns a handler of requests whose address cannot be decoded. Fastify runs no hooks for them. */
export function unreadableAddressHandler(
  onUnparsedRequest: OnUnparsedRequest,
): (error: unknown, request: FastifyRequest, reply: FastifyReply) => void {
  return (_error, { id, headers }, reply) => {
    onUnparsedRequest(id, 400);
    const message = 'The address of the request cannot be decoded: GraphQL is at /graphql.';
    const errors = [{ message, extensions: { code: 'BAD_USER_INPUT', retryable: false } }];
    replyWithErrors(reply, { status: 400, errors, requestId: id, accept: headers.accept });
  };
}
