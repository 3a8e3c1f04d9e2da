import { type PageBody, type SessionBody } from './session-body';

/** Somebody who can sign in: a Facebook user, and the Pages that they manage. */
export interface Person extends Omit<SessionBody, 'session'> {
  /** Names the person in forms. */
  key: string;
  /** Introduces the person to readers of the documentation. */
  who: string;
  /** Facebook lists this person's Pages, and refuses to connect them. */
  refused?: true;
}

/** The session in which `person` granted `accounts`; `id` in the form of bodies. */
export function sessionOf(person: Person, id: string, accounts: PageBody[] = person.accounts): SessionBody {
  return { session: id, profile: person.profile, token: person.token, accounts };
}
