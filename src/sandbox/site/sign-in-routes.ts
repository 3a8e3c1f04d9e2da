import { type FastifyInstance } from 'fastify';

import {
  type Grantable,
  pathsOf,
  type SandboxChannel,
  sessionPageUrl,
  type Visitor,
} from '../channels/channel';
import { pageHeaders } from './page-layout';
import { queryOf } from '../api/query-of';
import { type SessionStore } from '../sessions/session-store';
import {
  consentPage,
  noticePage,
  pagesPage,
  personPage,
  sessionPage,
  wrongSiteUrlPage,
} from './sign-in-pages';

/**
 * `GET /…/auth` of a channel and the pages behind it, up to `GET /…/session`. Only the first page is told a `redirectUrl`:
 * as one alone is right, none is carried on, and nobody is ever sent elsewhere. The session page links to `connectUrl`,
 * where there is one.
 */
export function signInRoutes(
  app: FastifyInstance,
  channel: SandboxChannel,
  sessions: SessionStore,
  connectUrl: () => string | undefined,
): void {
  const origin = (): string => app.listeningOrigin;
  const paths = pathsOf(channel);
  const visitorIn = (fields: URLSearchParams): Visitor | undefined =>
    channel.visitors.find(({ key }) => key === fields.get('person'));
  const nobodyPage = (): string =>
    noticePage(origin(), channel, 'Who are you?', 'That person is not known here. Begin at the first page.');

  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(pageHeaders(origin()));
    done();
  });

  app.get(paths.signIn, ({ url }, reply) => {
    const redirectUrl = queryOf(url).get('redirectUrl') ?? '';
    return redirectUrl === sessionPageUrl(origin(), channel)
      ? reply.send(personPage(origin(), channel))
      : reply.code(400).send(wrongSiteUrlPage(origin(), channel, redirectUrl));
  });

  app.get(paths.pages, ({ url }, reply) => {
    const fields = queryOf(url);
    const visitor = visitorIn(fields);
    if (visitor === undefined) return reply.code(400).send(nobodyPage());
    return reply.send(
      visitor.pages === undefined
        ? consentPage(origin(), channel, visitor, [])
        : pagesPage(origin(), channel, visitor, fields.get('check') !== 'none'),
    );
  });

  app.get(paths.consent, ({ url }, reply) => {
    const fields = queryOf(url);
    const visitor = visitorIn(fields);
    return visitor === undefined
      ? reply.code(400).send(nobodyPage())
      : reply.send(consentPage(origin(), channel, visitor, grantedIn(fields, visitor)));
  });

  app.post<{ Body: URLSearchParams | undefined }>(
    paths.consent,
    ({ body: fields = new URLSearchParams() }, reply) => {
      const visitor = visitorIn(fields);
      if (visitor === undefined) return reply.code(400).send(nobodyPage());
      const id = sessions.grant(visitor, new Set(fields.getAll('page')));
      return reply.redirect(`${sessionPageUrl(origin(), channel)}?sessionId=${id}${channel.fragment}`, 302);
    },
  );

  app.get(paths.cancelled, (_request, reply) =>
    reply.send(
      noticePage(origin(), channel, 'Sign-in cancelled', 'You granted nothing, and no session was made.'),
    ),
  );

  app.get(paths.session, ({ url }, reply) => {
    const id = queryOf(url).get('sessionId') ?? '';
    const session = sessions.find(id);
    return session === undefined
      ? reply.code(404).send(noticePage(origin(), channel, 'No such session', `There is no session “${id}”.`))
      : reply.send(sessionPage(channel, session, id, connectUrl()));
  });
}

function grantedIn(fields: URLSearchParams, { pages = [] }: Visitor): Grantable[] {
  const granted = new Set(fields.getAll('page'));
  return pages.filter(({ id }) => granted.has(id));
}
