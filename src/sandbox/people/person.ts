import { type FacebookSessionBody, type PageBody } from '../sessions/session-body';

/** A Facebook user who can sign in, and the Pages that they manage. */
export interface Person<P extends { id: string } = PageBody> extends Omit<FacebookSessionBody<P>, 'session'> {
  /** Names the person in forms. */
  key: string;
  /** Introduces the person to readers of the documentation. */
  who: string;
  /** Facebook lists this person's Pages, and refuses to connect them. */
  refused?: true;
}

/** The session in which `person` granted `accounts`; `id` in the form of bodies. */
export function sessionOf<P extends { id: string }>(
  { profile, token, accounts: all }: Person<P>,
  id: string,
  accounts = all,
): FacebookSessionBody<P> {
  return { session: id, profile, token, accounts };
}
