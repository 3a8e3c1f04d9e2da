import { type FastifyInstance } from 'fastify';

import { type AccessTokens } from './access-tokens';
import { errorEnvelope, expiredToken } from './error-bodies';

/** From here on, the routes of `app` answer only callers with a valid bearer token. */
export function guardWithToken(app: FastifyInstance, tokens: AccessTokens): void {
  app.addHook('onRequest', (request, reply, done) => {
    const worth = tokens.check(request.headers.authorization);
    if (worth === 'valid') {
      done();
    } else {
      void reply.code(401).send(worth === 'expired' ? expiredToken : errorEnvelope(401, 'Invalid token'));
    }
  });
}
