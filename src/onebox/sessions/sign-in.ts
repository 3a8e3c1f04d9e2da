import { type OneboxOrigins } from '../origins';
import { brokenContract, OneboxError, type OneboxErrorDetails } from '../onebox-error';
import { decodedSessionId, type SessionId } from './session-id';
import { type Slices } from '../bodies/time-slices';
import { decodeInSlices, type Decoding } from '../wire/table/decode';
import { type DecodedFacebookSession, facebookSession } from '../wire/facebook-session';
import { type DecodedInstagramSession, instagramSession } from '../wire/instagram-session';
import { type WireRecord } from '../wire/table/table';
import { type WireSetting } from '../wire/table/values';
import { type DecodedTwitterSession, twitterSession } from '../wire/twitter-session';

/** What every session has. */
export interface SessionBody {
  /** The session's id, in its decoded form. */
  session: string;
}

/** A channel that a person signs in to, which ends in a session. */
export interface SignIn<T extends SessionBody> {
  /** The first part of its paths. */
  path: 'instagraph' | 'facebook' | 'twitter';
  /** The gateway's own query for the page on which to sign in. */
  authUrlField: string;
  table: WireRecord<T>;
}

export const instagramSignIn: SignIn<DecodedInstagramSession> = {
  path: 'instagraph',
  authUrlField: 'instagramAuthUrl',
  table: instagramSession,
};

export const facebookSignIn: SignIn<DecodedFacebookSession> = {
  path: 'facebook',
  authUrlField: 'facebookAuthUrl',
  table: facebookSession,
};

export const twitterSignIn: SignIn<DecodedTwitterSession> = {
  path: 'twitter',
  authUrlField: 'twitterAuthUrl',
  table: twitterSession,
};

/** The page on which a person signs in; it sends them back to the site's session page. */
export function authUrl({ path }: SignIn<SessionBody>, { api, site }: OneboxOrigins): string {
  return `${api}/${path}/auth?redirectUrl=${site}/${path}/session`;
}

/** Where a session of the channel is. */
export function sessionPath({ path }: SignIn<SessionBody>, id: string): string {
  return `/api/${path}/session/${id}`;
}

/** What was decoded, and whether all of it could be. */
export type Complete<T> = T & { isComplete: boolean };

/** The error for a session that Onebox does not know. */
export function sessionNotFound(
  { authUrlField }: SignIn<SessionBody>,
  details: OneboxErrorDetails,
): OneboxError {
  return new OneboxError(
    'session-not-found',
    `Onebox knows no such session: send the person to ${authUrlField} to sign in again.`,
    details,
  );
}

/** Whether a body is of the session asked for: another one would be another person's. */
export function isOfSession(id: SessionId, body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('session' in body)) return false;
  return body.session === decodedSessionId(id) || body.session === id;
}

/** A session that was decoded. Throws an OneboxError where it is another than the one asked for. */
export function sessionOf<T extends SessionBody>(
  id: SessionId,
  { value: session, isComplete }: Decoding<T>,
): Complete<T> {
  if (!isOfSession(id, session)) {
    throw brokenContract('session is not the one asked for');
  }
  return { ...session, isComplete };
}

/** Decodes a session a few entries at a time. Throws an OneboxError where it is another than the one asked for. */
export async function decodeSession<T extends SessionBody>(
  { table }: SignIn<T>,
  id: SessionId,
  body: unknown,
  wire: WireSetting,
  slices: Slices,
): Promise<Complete<T>> {
  return sessionOf(id, await decodeInSlices(table, body, wire, slices));
}
