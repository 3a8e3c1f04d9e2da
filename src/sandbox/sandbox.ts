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

/** Options of the sandbox. `port` 0 is any free port; `now` is its clock. */
export interface SandboxOptions {
  host: string;
  port: number;
  now?: () => Date;
  /** The name of the Instagram session for `sessionId`. Default: the documented session. */
  session?: string | undefined;
}

/** A running sandbox, which imitates the Onebox REST API. */
export interface Sandbox {
  /** The origin for clients on this machine, such as http://127.0.0.1:4001. */
  origin: string;
  /** The origin for clients that reach this machine as `hostname`. */
  originAt: (hostname: string) => string;
  /** The address of the first sign-in page for Instagram. It leads to the session page of the sandbox. */
  signInUrl: string;
  /** A bearer token for `user`, by default for the user of `credentials`. */
  issueToken(user?: DemoUser): string;
  credentials: Credentials;
  /** The id of a ready Instagram session, in URL form. */
  sessionId: string;
  /** Makes the session page link to `url`, with the session id as its fragment. Its host may be a wildcard address. */
  leadBackTo(url: string): void;
  /** Closes all connections, and stops the sandbox. */
  close(): Promise<void>;
}

/** The headers of every response. Pages replace the content security policy. */
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

/** Sends errors of Fastify in Onebox's envelope. */
function respondError(
  { statusCode = 500, message }: { statusCode?: number; message: string },
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  void reply.code(statusCode).type('application/json').send(errorEnvelope(statusCode, message));
}
