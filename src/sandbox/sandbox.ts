import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

import { AccessTokens } from './access-tokens';
import { signInUrl } from './addresses';
import { authenticateRoute, issueToken } from './authenticate-route';
import { readFormsOnly } from './body-parsers';
import { connectionRoutes } from './connection-routes';
import { ConnectionStore } from './connection-store';
import { type Credentials, type DemoUser, demoUser } from './demo-users';
import { errorEnvelope } from './error-bodies';
import { documentedSessionId } from './ready-sessions';
import { pictureRoute } from './picture-route';
import { sessionRoute } from './session-route';
import { SessionStore } from './session-store';
import { signInRoutes } from './sign-in-routes';
import { guardWithToken } from './token-guard';

/** Where the sandbox listens; `port` 0 is any free one. `now` is its clock. */
export interface SandboxOptions {
  host: string;
  port: number;
  now?: () => Date;
}

/** A running stand-in for the Onebox REST API. */
export interface Sandbox {
  /** Such as http://127.0.0.1:4001. */
  origin: string;
  /** The page where a person starts to sign in; it leads back to the sandbox's own session page. */
  signInUrl: string;
  /** A bearer token, as `POST /api/authenticate` gives it to `credentials`, or to those of `user`. */
  issueToken(user?: DemoUser): string;
  credentials: Credentials;
  /** The documented session's id, in URL form. */
  sessionId: string;
  /** From now on the session page leads on to `url`, with the session's id behind its `#`. */
  leadBackTo(url: string): void;
  /** Hangs up on everybody, and ends. */
  close(): Promise<void>;
}

/** For every answer. A page replaces the content security policy with its own. */
const strictHeaders = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Starts the sandbox. Rejects with the system's error where it cannot listen. */
export async function startSandbox({ host, port, now = () => new Date() }: SandboxOptions): Promise<Sandbox> {
  const tokens = new AccessTokens(now);
  const sessions = new SessionStore();
  const connections = new ConnectionStore(now);
  let connectUrl: string | undefined;
  const app = Fastify({
    forceCloseConnections: true,
    frameworkErrors: (_error, request, reply) => {
      answerError({ statusCode: 400, message: 'not an address' }, request, reply.headers(strictHeaders));
    },
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(strictHeaders);
    done();
  });
  readFormsOnly(app);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorEnvelope(404, 'not found')));
  app.setErrorHandler(answerError);
  authenticateRoute(app, tokens);
  pictureRoute(app);
  app.register((api, _options, done) => {
    guardWithToken(api, tokens);
    sessionRoute(api, sessions);
    connectionRoutes(api, connections);
    done();
  });
  app.register((site, _options, done) => {
    signInRoutes(site, sessions, () => connectUrl);
    done();
  });
  await app.listen({ host, port });
  const origin = app.listeningOrigin;
  return {
    origin,
    signInUrl: signInUrl(origin),
    issueToken: (user = demoUser) => issueToken(tokens, user),
    credentials: { ...demoUser.credentials },
    sessionId: documentedSessionId,
    leadBackTo: (url) => {
      connectUrl = url;
    },
    close: () => app.close(),
  };
}

/** Tells in an envelope what Fastify itself refuses. */
function answerError(
  { statusCode = 500, message }: { statusCode?: number; message: string },
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.code(statusCode).type('application/json').send(errorEnvelope(statusCode, message));
}
