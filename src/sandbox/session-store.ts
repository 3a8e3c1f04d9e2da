import { randomBytes } from 'node:crypto';

import { ovan, type Person, sessionOf } from './people';
import { type PageBody, type SessionBody } from './session-body';
import { sessionIdBytes, sessionIdOf, urlFormOf } from './session-id';

const documentedSession = sessionOf(
  ovan,
  '6Wjap9P0aDEdS0g+QoDvlblrHhaG0Y77G9egpnor/2s=:LCTBdjtB6k2jJaaP4PXSFA==',
);

/** The id of the documented session, in URL form. */
export const documentedSessionId = urlFormOf(documentedSession.session);

/** The sessions of one sandbox, by their ids in URL form: the documented one, and those of people who signed in. */
export class SessionStore {
  readonly #sessions = new Map([[documentedSessionId, documentedSession]]);

  find(id: string): SessionBody | undefined {
    return this.#sessions.get(id);
  }

  /** Makes a session in which `person` granted `pages`, maybe none. Gives its id. */
  grant(person: Person, pages: PageBody[]): string {
    const session = sessionOf(person, sessionIdOf(randomBytes(sessionIdBytes)), pages);
    const id = urlFormOf(session.session);
    this.#sessions.set(id, session);
    return id;
  }
}
