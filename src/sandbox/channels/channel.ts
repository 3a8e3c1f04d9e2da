import { type SessionBody } from '../sessions/session-body';

/** A channel that people sign in to. */
export interface SandboxChannel {
  /** The first segment of its paths. */
  path: 'instagraph' | 'facebook' | 'twitter';
  /** The company at which people sign in. */
  owner: 'Facebook' | 'Twitter';
  /** The purpose of the access, as the consent page states it. */
  wish: string;
  /** All people who can sign in. The first is the one of the documentation. */
  visitors: readonly Visitor[];
  /** The id of the documented session, in the form of bodies. */
  documentedId: string;
  /** The fragment that the owner appends to the address of the session page. */
  fragment: '#_=_' | '';
}

/** A person who can sign in to a channel. */
export interface Visitor {
  /** The value of the person in forms. */
  key: string;
  /** The description of the person in the documentation. */
  who: string;
  name: string;
  /** The Pages that the person can grant. Undefined where the account is granted as a whole. */
  pages?: readonly Grantable[];
  /** The session in which the person granted these Pages, by default all. `id` is in the form of bodies. */
  sessionOf: (id: string, pageIds?: ReadonlySet<string>) => SessionBody;
}

/** A Page in the form where a person chooses what to grant. */
export interface Grantable {
  id: string;
  name: string;
  note: string;
}

/** The paths of the web pages of a channel. */
export function pathsOf({
  path,
}: Pick<SandboxChannel, 'path'>): Record<'signIn' | 'pages' | 'consent' | 'cancelled' | 'session', string> {
  return {
    signIn: `/${path}/auth`,
    pages: `/${path}/auth/pages`,
    consent: `/${path}/auth/consent`,
    cancelled: `/${path}/auth/cancelled`,
    session: `/${path}/session`,
  };
}

/** The address of the session page, the only valid `redirectUrl`. */
export function sessionPageUrl(origin: string, channel: SandboxChannel): string {
  return `${origin}${pathsOf(channel).session}`;
}

/** The address of the first sign-in page. */
export function signInUrl(origin: string, channel: SandboxChannel): string {
  return `${origin}${pathsOf(channel).signIn}?redirectUrl=${sessionPageUrl(origin, channel)}`;
}
