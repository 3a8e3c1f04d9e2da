import { randomBytes } from 'node:crypto';

import { type SandboxChannel, type Visitor } from '../channels/channel';
import { readySessionsOf } from './ready-sessions';
import { type SessionBody } from './session-body';
import { sessionIdBytes, sessionIdOf, urlFormOf } from './session-id';

/** The sessions of one channel, by their ids in URL form: the ready ones, and those of people who signed in. */
export class SessionStore {
  readonly #sessions: Map<string, SessionBody>;

  constructor(channel: SandboxChannel) {
    this.#sessions = new Map(readySessionsOf(channel).map(({ sessionId, body }) => [sessionId, body]));
  }

  find(id: string): SessionBody | undefined {
    return this.#sessions.get(id);
  }

  /** Makes a session in which somebody granted Pages, maybe none. Gives its id. */
  grant({ sessionOf }: Visitor, pageIds: ReadonlySet<string>): string {
    const session = sessionOf(sessionIdOf(randomBytes(sessionIdBytes)), pageIds);
    const id = urlFormOf(session.session);
    this.#sessions.set(id, session);
    return id;
  }
}
