import { type FastifyInstance } from 'fastify';

import { type AccessTokens } from './access-tokens';
import { type DemoUser, demoUsers } from '../people/demo-users';
import { signInRefused } from './error-bodies';

export function issueToken(tokens: AccessTokens, user: DemoUser): string {
  const { userId, credentials, tokenLifetimeSeconds } = user;
  return tokens.issue({ userId, siteId: credentials.siteId }, tokenLifetimeSeconds);
}

/** `POST /api/authenticate`. Reads form fields only. */
export function authenticateRoute(app: FastifyInstance, tokens: AccessTokens): void {
  app.post<{ Body: URLSearchParams | undefined }>('/api/authenticate', ({ body }, reply) => {
    const fields = Object.fromEntries(body ?? []);
    const user = userWith(fields);
    if (user === undefined) return reply.code(401).send(signInRefused(fields['siteId'] ?? ''));
    return reply.send({
      response_code: '200',
      response_status: 'Success',
      token: issueToken(tokens, user),
    });
  });
}

function userWith(fields: Readonly<Record<string, string>>): DemoUser | undefined {
  return demoUsers.find(({ credentials }) =>
    Object.entries(credentials).every(([name, value]) => fields[name] === value),
  );
}
