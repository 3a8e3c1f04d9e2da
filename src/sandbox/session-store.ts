import { randomBytes } from 'node:crypto';

import { type Person, sessionOf } from './person';
import { readySessions } from './ready-sessions';
import { type PageBody, type SessionBody } from './session-body';
import { sessionIdBytes, sessionIdOf, urlFormOf } from './session-id';

/** The sessions of one sandbox, by their ids in URL form: the ready ones, and those of people who signed in. */
export class SessionStore {
  readonly #sessions = new Map(readySessions.map(({ sessionId, body }) => [sessionId, body]));

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
