import { type FastifyInstance } from 'fastify';

import { RequestError } from './request-error';

const identity = /^\s*(?:identity\s*(?:,\s*identity\s*)*)?$/i;

/** Rejects compressed bodies, since their size after decompression is not known beforehand. */
export function rejectEncodedBodies(app: FastifyInstance): void {
  app.addHook('onRequest', ({ headers }, _reply, done) => {
    const encoding = headers['content-encoding'];
    done(encoding === undefined || identity.test(encoding) || !hasBody(headers) ? undefined : encoded());
  });
}

function hasBody(headers: Readonly<Record<string, unknown>>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function encoded(): RequestError {
  return new RequestError(415, 'The body is compressed: send it without Content-Encoding.', {
    code: 'BAD_USER_INPUT',
    headers: { 'accept-encoding': 'identity' },
  });
}
