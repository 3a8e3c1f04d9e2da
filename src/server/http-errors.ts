import { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { type Logger } from 'pino';

import { type ErrorExtensions } from '../graphql/format-error';
import { type OnUnheard } from './client-errors';
import { badRequest, RequestRefusal } from './request-refusal';
import { securityHeaders } from './security-headers';

const refusals: Readonly<Record<number, string>> = {
  400: 'The request is not what it says it is: send a JSON object with `query`, as application/json.',
  413: 'The request is too large: at most 256 KiB.',
  415: 'Send the operation as application/json.',
};

// RFC 9110, section 7.2. Two of them are none: they come joined by a comma and a space.
const wellFormedHost = /^(?:[\w.~!$&'()*+,;=%-]*|\[[\w.~!$&'()*+,;=:-]+\])(?::\d*)?$/;

/** Answers what never reaches GraphQL (a wrong path, a body that is not JSON) in the shape of a GraphQL error. */
export function answerHttpErrors(app: FastifyInstance, logger: Logger): void {
  const answer = (
    reply: FastifyReply,
    status: number,
    message: string,
    extensions: ErrorExtensions,
  ): FastifyReply => {
    const errors = [{ message, extensions: { ...extensions, requestId: reply.request.id } }];
    reply.request.observation.refused(errors);
    return reply.code(status).send({ errors });
  };

  // Node would answer both by itself, without a word or a header of ours.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  app.addHook('onRequest', ({ raw: { httpVersion }, headers: { host } }, _reply, done) => {
    const isGood = host === undefined ? httpVersion !== '1.1' : wellFormedHost.test(host);
    done(isGood ? undefined : badRequest('The request must have one Host header, which names a host.'));
  });

  app.setNotFoundHandler((_request, reply) =>
    answer(reply, 404, 'There is nothing here: GraphQL is at /graphql.', {
      code: 'NOT_FOUND',
      retryable: false,
    }),
  );
  app.setErrorHandler<FastifyError | RequestRefusal>((error, request, reply) => {
    if (error instanceof RequestRefusal) {
      const { code, reason, retryAt, retryAfterSeconds } = error.details;
      if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
      return answer(reply, error.statusCode, error.message, {
        code,
        ...(reason && { reason }),
        retryable: retryAt !== undefined,
        ...(retryAt && { retryAt: retryAt.toISOString() }),
      });
    }
    const status = error.statusCode ?? 500;
    if (status >= 400 && status < 500) {
      return answer(reply, status, refusals[status] ?? 'The request cannot be understood.', {
        code: 'BAD_USER_INPUT',
        retryable: false,
      });
    }
    logger.error({ requestId: request.id, err: error }, 'unforeseen error');
    return answer(reply, 500, 'The gateway failed. Report this with the request id.', {
      code: 'INTERNAL_SERVER_ERROR',
      retryable: false,
    });
  });
}

/** Makes what answers a request whose address cannot be decoded. No hook has seen it. */
export function unreadableAddressAnswerer(
  onUnheard: OnUnheard,
): (error: unknown, request: FastifyRequest, reply: FastifyReply) => void {
  return (_error, { id }, reply) => {
    onUnheard(id, 400);
    const message = 'The address of the request cannot be decoded: GraphQL is at /graphql.';
    const extensions = { code: 'BAD_USER_INPUT', retryable: false, requestId: id };
    void reply
      .code(400)
      .headers({ 'x-request-id': id, ...securityHeaders })
      .send({ errors: [{ message, extensions }] });
  };
}
