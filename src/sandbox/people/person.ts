import { type FacebookSessionBody, type PageBody } from '../sessions/session-body';

/** A Facebook user who can sign in, and the Pages that they manage. */
export interface Person<P extends { id: string } = PageBody> extends Omit<FacebookSessionBody<P>, 'session'> {
  /** The value of the person in forms. */
  key: string;
  /** The description of the person in the documentation. */
  who: string;
  /** Whether Facebook lists this person's Pages but refuses to connect them. */
  refused?: true;
}

/** The session in which `person` granted `accounts`, by default all. `id` is in the form of bodies. */
export function sessionOf<P extends { id: string }>(
  { profile, token, accounts: all }: Person<P>,
  id: string,
  accounts = all,
): FacebookSessionBody<P> {
  return { session: id, profile, token, accounts };
}
