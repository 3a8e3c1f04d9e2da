import { randomBytes } from 'node:crypto';

import { type SandboxChannel, type Visitor } from '../channels/channel';
import { readySessionsOf } from './ready-sessions';
import { type SessionBody } from './session-body';
import { sessionIdBytes, sessionIdOf, urlFormOf } from './session-id';

/** The sessions of one channel: the ready sessions, and those of people who signed in. Ids are in URL form. */
export class SessionStore {
  readonly #sessions = new Map<string, SessionBody>();

  constructor(private readonly channel: SandboxChannel) {
    this.reset();
  }

  /** Deletes all sessions except the ready ones. */
  reset(): void {
    this.#sessions.clear();
    for (const { sessionId, body } of readySessionsOf(this.channel)) this.#sessions.set(sessionId, body);
  }

  find(id: string): SessionBody | undefined {
    return this.#sessions.get(id);
  }

  /** Creates a session in which a person granted these Pages, possibly none. Returns its id. */
  grant({ sessionOf }: Visitor, pageIds: ReadonlySet<string>): string {
    const session = sessionOf(sessionIdOf(randomBytes(sessionIdBytes)), pageIds);
    const id = urlFormOf(session.session);
    this.#sessions.set(id, session);
    return id;
  }
}
