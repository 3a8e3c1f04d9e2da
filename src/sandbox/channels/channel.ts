import { type SessionBody } from '../sessions/session-body';

/** A channel that people sign in to. */
export interface SandboxChannel {
  /** The first part of its paths. */
  path: 'instagraph' | 'facebook' | 'twitter';
  /** To whom people sign in. */
  owner: 'Facebook' | 'Twitter';
  /** For what Onebox asks them. */
  wish: string;
  /** Everybody who can sign in. The first is the one of the documentation. */
  visitors: readonly Visitor[];
  /** The id of the documented session, in the form of bodies. */
  documentedId: string;
  /** What the owner leaves behind the address of the session page. */
  fragment: '#_=_' | '';
}

/** Somebody who can sign in to a channel. */
export interface Visitor {
  /** Names them in forms. */
  key: string;
  /** Introduces them to readers of the documentation. */
  who: string;
  name: string;
  /** What they can grant; undefined: their account, and nothing less. */
  pages?: readonly Grantable[];
  /** The session in which they granted the Pages with these ids, or all; `id` in the form of bodies. */
  sessionOf: (id: string, pageIds?: ReadonlySet<string>) => SessionBody;
}

/** A Page as a person is asked for it. */
export interface Grantable {
  id: string;
  name: string;
  note: string;
}

/** The paths of what people see of a channel. */
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

/** The session page, where people land: the only `redirectUrl` that is right. */
export function sessionPageUrl(origin: string, channel: SandboxChannel): string {
  return `${origin}${pathsOf(channel).session}`;
}

/** The page where a person starts to sign in. */
export function signInUrl(origin: string, channel: SandboxChannel): string {
  return `${origin}${pathsOf(channel).signIn}?redirectUrl=${sessionPageUrl(origin, channel)}`;
}
