import { ovan, people } from './people';
import { type Person, sessionOf } from './person';
import { type SessionBody } from './session-body';
import { stableSessionId, urlFormOf } from './session-id';

/** A session that is there from the start, in which a person granted all their Pages. */
export interface ReadySession {
  /** The person's key. */
  name: string;
  /** In URL form; the same in every sandbox. */
  sessionId: string;
  who: string;
  body: SessionBody;
}

const documentedId = '6Wjap9P0aDEdS0g+QoDvlblrHhaG0Y77G9egpnor/2s=:LCTBdjtB6k2jJaaP4PXSFA==';

/** The id of the documented session, in URL form. */
export const documentedSessionId = urlFormOf(documentedId);

/** One session for each person, in the order of the people; the first is the documented one. */
export const readySessions: readonly ReadySession[] = people.map((person) => {
  const id = idFor(person);
  return { name: person.key, sessionId: urlFormOf(id), who: person.who, body: sessionOf(person, id) };
});

function idFor(person: Person): string {
  return person === ovan ? documentedId : stableSessionId(`session of ${person.key}`);
}
