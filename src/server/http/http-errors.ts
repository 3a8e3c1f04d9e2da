import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';

import { type ErrorExtensions } from '../../graphql/errors/format-error';
import { type OnUnparsedRequest } from './client-errors';
import { replyWithErrors } from './error-response';
import { badRequest, RequestError } from './request-error';

const messages: Readonly<Record<number, string>> = {
  400: 'The request body does not match its content type: send a JSON object with `query`, as application/json.',
  413: 'The request is too large: at most 256 KiB.',
  415: 'Send the operation as application/json.',
};

// RFC 9110, section 7.2. Two Host headers are invalid: Node joins them with a comma and a space.
const wellFormedHost = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\w.~!$&'()*+,;=:-]+\])(?::\d*)?$/;

/** Sends a GraphQL error for requests that do not reach GraphQL, such as a wrong path or a body that is not JSON. */
export function handleHttpErrors(app: FastifyInstance, logger: Logger): void {
  const sendError = (
    reply: FastifyReply,
    status: number,
    message: string,
    extensions: ErrorExtensions,
    headers?: Readonly<Record<string, string>>,
  ): FastifyReply => {
    const { id, headers: sent, telemetry } = reply.request;
    const errors = [{ message, extensions }];
    telemetry.rejected(errors);
    return replyWithErrors(reply, {
      status,
      errors,
      requestId: id,
      accept: sent.accept,
      ...(headers && { headers }),
    });
  };

  // Node would respond to both by itself, without our body and headers.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', ({ raw: { httpVersion }, headers: { host } }, _reply, done) => {
    const isGood = host === undefined ? httpVersion !== '1.1' : wellFormedHost.test(host);
    done(isGood ? undefined : badRequest('The request must have one Host header, which names a host.'));
  });

  app.setNotFoundHandler((_request, reply) =>
    sendError(reply, 404, 'There is nothing here: GraphQL is at /graphql.', {
      code: 'NOT_FOUND',
      retryable: false,
    }),
  );
  app.setErrorHandler<FastifyError | RequestError>((error, request, reply) => {
    if (error instanceof RequestError) {
      const { code, reason, retryAt, headers } = error.details;
      const extensions = {
        code,
        ...(reason && { reason }),
        retryable: retryAt !== undefined,
        ...(retryAt && { retryAt: retryAt.toISOString() }),
      };
      return sendError(reply, error.statusCode, error.message, extensions, headers);
    }
    const status = error.statusCode ?? 500;
    if (status >= 400 && status < 500) {
      return sendError(reply, status, messages[status] ?? 'The request cannot be understood.', {
        code: 'BAD_USER_INPUT',
        retryable: false,
      });
    }
    logger.error({ requestId: request.id, err: error }, 'unexpected error');
    return sendError(reply, 500, 'The gateway failed. Report this with the request id.', {
      code: 'INTERNAL_SERVER_ERROR',
      retryable: false,
    });
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
