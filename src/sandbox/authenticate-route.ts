import { type FastifyInstance } from 'fastify';
import { z } from 'zod';

import { type AccessTokens } from './access-tokens';
import { signInRefused } from './error-bodies';

/** The one Onebox user of the sandbox, whose id and site are those of the documented token. */
export const demoUser = {
  userId: '55',
  credentials: { email: 'demo@example.com', password: 'sandbox', siteId: '169' },
};

const { email, password, siteId } = demoUser.credentials;
const rightFields = z.object({
  email: z.literal(email),
  password: z.literal(password),
  siteId: z.literal(siteId),
});

/** A new token for the demo user. */
export function issueToken(tokens: AccessTokens): string {
  return tokens.issue({ userId: demoUser.userId, siteId });
}

/** `POST /api/authenticate`, which reads form fields only. */
export function authenticateRoute(app: FastifyInstance, tokens: AccessTokens): void {
  app.post<{ Body: URLSearchParams | undefined }>('/api/authenticate', ({ body }, reply) => {
    const fields = Object.fromEntries(body ?? []);
    if (!rightFields.safeParse(fields).success) {
      return reply.code(401).send(signInRefused(fields['siteId'] ?? ''));
    }
    return reply.send({
      response_code: '200',
      response_status: 'Success',
      token: issueToken(tokens),
    });
  });
}
