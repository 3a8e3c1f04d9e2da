import { type FastifyInstance, type FastifyRequest } from 'fastify';

import { type AccessTokens, type Caller } from './access-tokens';
import { errorEnvelope, expiredToken } from './error-bodies';

const decorator = 'caller';

/** Requires a valid bearer token for later routes of `app`. They can use {@link callerOf}. */
export function guardWithToken(app: FastifyInstance, tokens: AccessTokens): void {
  app.decorateRequest(decorator, null);
  app.addHook('onRequest', (request, reply, done) => {
    const caller = tokens.check(request.headers.authorization);
    if (typeof caller === 'object') {
      request.setDecorator<Caller>(decorator, caller);
      done();
    } else {
      void reply.code(401).send(caller === 'expired' ? expiredToken : errorEnvelope(401, 'Invalid token'));
    }
  });
}

/** The caller of a request, by its checked token. */
export function callerOf(request: FastifyRequest): Caller {
  return request.getDecorator<Caller>(decorator);
}
