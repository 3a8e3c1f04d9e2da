import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

import { AccessTokens } from './api/access-tokens';
import { authenticateRoute, issueToken } from './api/authenticate-route';
import { readFormsOnly } from './api/body-parsers';
import { signInUrl } from './channels/channel';
import { connectionRoutes } from './connections/connection-routes';
import { ConnectionStore } from './connections/connection-store';
import { type Credentials, type DemoUser, demoUser } from './people/demo-users';
import { errorEnvelope } from './api/error-bodies';
import { instagramChannel } from './channels/instagram-channel';
import { channels, documentedSessionIdOf } from './sessions/ready-sessions';
import { pictureRoute } from './site/picture-route';
import { sessionRoute } from './api/session-route';
import { SessionStore } from './sessions/session-store';
import { signInRoutes } from './site/sign-in-routes';
import { guardWithToken } from './api/token-guard';

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
  /** The page where a person starts to sign in for Instagram; it leads back to the sandbox's own session page. */
  signInUrl: string;
  /** A bearer token, as `POST /api/authenticate` gives it to `credentials`, or to those of `user`. */
  issueToken(user?: DemoUser): string;
  credentials: Credentials;
  /** The id of Instagram's documented session, in URL form. */
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
  const signIns = channels.map((channel) => ({ channel, sessions: new SessionStore(channel) }));
  const connections = new ConnectionStore(now);
  let connectUrl: string | undefined;
  const app = Fastify({
    forceCloseConnections: true,
    frameworkErrors: (_error, request, reply) => {
      respondError({ statusCode: 400, message: 'not an address' }, request, reply.headers(strictHeaders));
    },
  });
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(strictHeaders);
    done();
  });
  readFormsOnly(app);
  app.setNotFoundHandler((_request, reply) => reply.code(404).send(errorEnvelope(404, 'not found')));
  app.setErrorHandler(respondError);
  authenticateRoute(app, tokens);
  pictureRoute(app);
  app.register((api, _options, done) => {
    guardWithToken(api, tokens);
    for (const { channel, sessions } of signIns) sessionRoute(api, channel, sessions);
    connectionRoutes(api, connections);
    done();
  });
  for (const { channel, sessions } of signIns) {
    app.register((site, _options, done) => {
      signInRoutes(site, channel, sessions, () => connectUrl);
      done();
    });
  }
  await app.listen({ host, port });
  const origin = app.listeningOrigin;
  return {
    origin,
    signInUrl: signInUrl(origin, instagramChannel),
    issueToken: (user = demoUser) => issueToken(tokens, user),
    credentials: { ...demoUser.credentials },
    sessionId: documentedSessionIdOf(instagramChannel),
    leadBackTo: (url) => {
      connectUrl = url;
    },
    close: () => app.close(),
  };
}

/** Tells in an envelope what Fastify itself refuses. */
function respondError(
  { statusCode = 500, message }: { statusCode?: number; message: string },
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.code(statusCode).type('application/json').send(errorEnvelope(statusCode, message));
}
