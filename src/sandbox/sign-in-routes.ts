import { type FastifyInstance } from 'fastify';

import { paths, queryOf, sessionPageUrl } from './addresses';
import { pageHeaders } from './page-layout';
import { people } from './people';
import { type Person } from './person';
import { type PageBody } from './session-body';
import { type SessionStore } from './session-store';
import {
  consentPage,
  noticePage,
  pagesPage,
  personPage,
  sessionPage,
  wrongSiteUrlPage,
} from './sign-in-pages';

/**
 * `GET /instagraph/auth` and the pages behind it, up to `GET /instagraph/session`. Only the first page is told a
 * `redirectUrl`: as one alone is right, none is carried on, and nobody is ever sent elsewhere. The session page links to
 * `connectUrl`, where there is one.
 */
export function signInRoutes(
  app: FastifyInstance,
  sessions: SessionStore,
  connectUrl: () => string | undefined,
): void {
  const origin = (): string => app.listeningOrigin;

  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(pageHeaders(origin()));
    done();
  });

  app.get(paths.signIn, ({ url }, reply) => {
    const redirectUrl = queryOf(url).get('redirectUrl') ?? '';
    return redirectUrl === sessionPageUrl(origin())
      ? reply.send(personPage(origin(), people))
      : reply.code(400).send(wrongSiteUrlPage(origin(), redirectUrl));
  });

  app.get(paths.pages, ({ url }, reply) => {
    const fields = queryOf(url);
    const person = personIn(fields);
    return person === undefined
      ? reply.code(400).send(nobodyPage(origin()))
      : reply.send(pagesPage(origin(), person, fields.get('check') !== 'none'));
  });

  app.get(paths.consent, ({ url }, reply) => {
    const fields = queryOf(url);
    const person = personIn(fields);
    return person === undefined
      ? reply.code(400).send(nobodyPage(origin()))
      : reply.send(consentPage(origin(), person, grantedIn(fields, person)));
  });

  app.post<{ Body: URLSearchParams | undefined }>(
    paths.consent,
    ({ body: fields = new URLSearchParams() }, reply) => {
      const person = personIn(fields);
      if (person === undefined) return reply.code(400).send(nobodyPage(origin()));
      const id = sessions.grant(person, grantedIn(fields, person));
      return reply.redirect(`${sessionPageUrl(origin())}?sessionId=${id}#_=_`, 302);
    },
  );

  app.get(paths.cancelled, (_request, reply) =>
    reply.send(noticePage(origin(), 'Sign-in cancelled', 'You granted nothing, and no session was made.')),
  );

  app.get(paths.session, ({ url }, reply) => {
    const id = queryOf(url).get('sessionId') ?? '';
    const session = sessions.find(id);
    return session === undefined
      ? reply.code(404).send(noticePage(origin(), 'No such session', `There is no session “${id}”.`))
      : reply.send(sessionPage(session, id, connectUrl()));
  });
}

function personIn(fields: URLSearchParams): Person | undefined {
  return people.find(({ key }) => key === fields.get('person'));
}

function grantedIn(fields: URLSearchParams, { accounts }: Person): PageBody[] {
  const granted = new Set(fields.getAll('page'));
  return accounts.filter(({ id }) => granted.has(id));
}

function nobodyPage(origin: string): string {
  return noticePage(origin, 'Nobody is signed in', 'Choose who you are first.');
}
