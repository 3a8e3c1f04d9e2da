import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

import { AccessTokens } from './api/access-tokens';
import { authenticateRoute, issueToken } from './api/authenticate-route';
import { readFormsOnly } from './api/body-parsers';
import { signInUrl } from './channels/channel';
import { connectionRoutes } from './connections/connection-routes';
import { ConnectionStore } from './connections/connection-store';
import { controlRoutes } from './controls/control-routes';
import { failDuring } from './controls/outage';
import { type Credentials, type DemoUser, demoUser } from './people/demo-users';
import { errorEnvelope } from './api/error-bodies';
import { instagramChannel } from './channels/instagram-channel';
import { channels, documentedSessionIdOf, namedSessionIds } from './sessions/ready-sessions';
import { pictureRoute } from './site/picture-route';
import { localUrl, reachableUrl } from './site/reachable-origin';
import { sessionRoute } from './api/session-route';
import { SessionStore } from './sessions/session-store';
import { signInRoutes } from './site/sign-in-routes';
import { guardWithToken } from './api/token-guard';

/** Where the sandbox listens; `port` 0 is any free one. `now` is its clock. */
export interface SandboxOptions {
  host: string;
  port: number;
  now?: () => Date;
  /** The name of the Instagram session that `sessionId` gives. Default: the documented one. */
  session?: string | undefined;
}

/** A running stand-in for the Onebox REST API. */
export interface Sandbox {
  /** As this machine reaches it, such as http://127.0.0.1:4001. */
  origin: string;
  /** As those reach it who reach this machine as `hostname`. */
  originAt: (hostname: string) => string;
  /** The page where a person starts to sign in for Instagram; it leads back to the sandbox's own session page. */
  signInUrl: string;
  /** A bearer token, as `POST /api/authenticate` gives it to `credentials`, or to those of `user`. */
  issueToken(user?: DemoUser): string;
  credentials: Credentials;
  /** The id of an Instagram session that is ready, in URL form. */
  sessionId: string;
  /**
   * From now on the session page leads on to `url`, with the session's id behind its `#`. Its host may mean every address
   * of this machine.
   */
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
export async function startSandbox({
  host,
  port,
  now = () => new Date(),
  session,
}: SandboxOptions): Promise<Sandbox> {
  const tokens = new AccessTokens(now);
  const signIns = channels.map((channel) => ({ channel, sessions: new SessionStore(channel) }));
  const connections = new ConnectionStore(now);
  const outage = { isOn: false };
  let connectUrl: string | undefined;
  const connectUrlFor = ({ hostname }: FastifyRequest): string | undefined =>
    connectUrl === undefined ? undefined : reachableUrl(connectUrl, hostname);
  const reset = (): void => {
    outage.isOn = false;
    connections.reset();
    for (const { sessions } of signIns) sessions.reset();
  };
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
  pictureRoute(app);
  app.register((control, _options, done) => {
    controlRoutes(control, { outage, reset, connectUrlFor });
    done();
  });
  app.register((api, _options, done) => {
    failDuring(api, outage);
    authenticateRoute(api, tokens);
    done();
  });
  app.register((api, _options, done) => {
    failDuring(api, outage);
    guardWithToken(api, tokens);
    for (const { channel, sessions } of signIns) sessionRoute(api, channel, sessions);
    connectionRoutes(api, connections);
    done();
  });
  for (const { channel, sessions } of signIns) {
    app.register((site, _options, done) => {
      failDuring(site, outage);
      signInRoutes(site, channel, sessions, connectUrlFor);
      done();
    });
  }
  await app.listen({ host, port });
  const { listeningOrigin } = app;
  const origin = localUrl(listeningOrigin);
  return {
    origin,
    originAt: (hostname) => reachableUrl(listeningOrigin, hostname),
    signInUrl: signInUrl(origin, instagramChannel),
    issueToken: (user = demoUser) => issueToken(tokens, user),
    credentials: { ...demoUser.credentials },
    sessionId: namedSessionIds.get(session ?? '') ?? documentedSessionIdOf(instagramChannel),
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
