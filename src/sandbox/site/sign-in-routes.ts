import { type FastifyInstance, type FastifyRequest } from 'fastify';

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
import { originOf } from './reachable-origin';
import {
  consentPage,
  noticePage,
  pagesPage,
  personPage,
  sessionPage,
  wrongSiteUrlPage,
} from './sign-in-pages';

/**
 * `GET /…/auth` of a channel and its further pages, up to `GET /…/session`. Only the first page takes a `redirectUrl`: there is only one
 * valid value, so later pages do not carry it, and there is no open redirect. The session page links to the connect page where there is
 * one.
 */
export function signInRoutes(
  app: FastifyInstance,
  channel: SandboxChannel,
  sessions: SessionStore,
  connectUrlFor: (request: FastifyRequest) => string | undefined,
): void {
  const paths = pathsOf(channel);
  const visitorIn = (fields: URLSearchParams): Visitor | undefined =>
    channel.visitors.find(({ key }) => key === fields.get('person'));
  const nobodyPage = (request: FastifyRequest): string =>
    noticePage(
      originOf(request),
      channel,
      'Who are you?',
      'That person is not known here. Begin at the first page.',
    );

  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(pageHeaders);
    done();
  });

  app.get(paths.signIn, (request, reply) => {
    const redirectUrl = queryOf(request.url).get('redirectUrl') ?? '';
    return redirectUrl === sessionPageUrl(originOf(request), channel)
      ? reply.send(personPage(originOf(request), channel))
      : reply.code(400).send(wrongSiteUrlPage(originOf(request), channel, redirectUrl));
  });

  app.get(paths.pages, (request, reply) => {
    const fields = queryOf(request.url);
    const visitor = visitorIn(fields);
    if (visitor === undefined) return reply.code(400).send(nobodyPage(request));
    return reply.send(
      visitor.pages === undefined
        ? consentPage(originOf(request), channel, visitor, [])
        : pagesPage(originOf(request), channel, visitor, fields.get('check') !== 'none'),
    );
  });

  app.get(paths.consent, (request, reply) => {
    const fields = queryOf(request.url);
    const visitor = visitorIn(fields);
    return visitor === undefined
      ? reply.code(400).send(nobodyPage(request))
      : reply.send(consentPage(originOf(request), channel, visitor, grantedIn(fields, visitor)));
  });

  app.post<{ Body: URLSearchParams | undefined }>(paths.consent, (request, reply) => {
    const { body: fields = new URLSearchParams() } = request;
    const visitor = visitorIn(fields);
    if (visitor === undefined) return reply.code(400).send(nobodyPage(request));
    const id = sessions.grant(visitor, new Set(fields.getAll('page')));
    return reply.redirect(
      `${sessionPageUrl(originOf(request), channel)}?sessionId=${id}${channel.fragment}`,
      302,
    );
  });

  app.get(paths.cancelled, (request, reply) =>
    reply.send(
      noticePage(
        originOf(request),
        channel,
        'Sign-in cancelled',
        'You granted nothing, and no session was made.',
      ),
    ),
  );

  app.get(paths.session, (request, reply) => {
    const id = queryOf(request.url).get('sessionId') ?? '';
    const session = sessions.find(id);
    return session === undefined
      ? reply
          .code(404)
          .send(noticePage(originOf(request), channel, 'No such session', `There is no session “${id}”.`))
      : reply.send(sessionPage(channel, session, id, connectUrlFor(request)));
  });
}

function grantedIn(fields: URLSearchParams, { pages = [] }: Visitor): Grantable[] {
  const granted = new Set(fields.getAll('page'));
  return pages.filter(({ id }) => granted.has(id));
}
