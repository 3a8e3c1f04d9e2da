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

/** The part that all sessions have. */
export interface SessionBody {
  /** The session id in its decoded form. */
  session: string;
}

/** A channel of which a sign-in creates a session. */
export interface SessionChannel<T extends SessionBody> {
  /** The first segment of the paths of the channel. */
  path: 'instagraph' | 'facebook' | 'twitter';
  /** The query of the gateway that returns the sign-in page. */
  authUrlField: string;
  table: WireRecord<T>;
}

export const instagramSessionChannel: SessionChannel<DecodedInstagramSession> = {
  path: 'instagraph',
  authUrlField: 'instagramAuthUrl',
  table: instagramSession,
};

export const facebookSessionChannel: SessionChannel<DecodedFacebookSession> = {
  path: 'facebook',
  authUrlField: 'facebookAuthUrl',
  table: facebookSession,
};

export const twitterSessionChannel: SessionChannel<DecodedTwitterSession> = {
  path: 'twitter',
  authUrlField: 'twitterAuthUrl',
  table: twitterSession,
};

/** The address of the sign-in page. It redirects to the session page of the site. */
export function authUrl({ path }: SessionChannel<SessionBody>, { api, site }: OneboxOrigins): string {
  return `${api}/${path}/auth?redirectUrl=${site}/${path}/session`;
}

/** The path of a session of the channel. */
export function sessionPath({ path }: SessionChannel<SessionBody>, id: string): string {
  return `/api/${path}/session/${id}`;
}

/** A decoded value, and whether the whole body was readable. */
export type Complete<T> = T & { isComplete: boolean };

/** The error for a session that Onebox does not know. */
export function sessionNotFound(
  { authUrlField }: SessionChannel<SessionBody>,
  details: OneboxErrorDetails,
): OneboxError {
  return new OneboxError(
    'session-not-found',
    `Onebox knows no such session: send the person to ${authUrlField} to sign in again.`,
    details,
  );
}

/** Whether a body is of the requested session. Another session belongs to another person. */
export function isOfSession(id: SessionId, body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('session' in body)) return false;
  return body.session === decodedSessionId(id) || body.session === id;
}

/** A decoded session. Throws an OneboxError where it is not the requested one. */
export function sessionOf<T extends SessionBody>(
  id: SessionId,
  { value: session, isComplete }: Decoding<T>,
): Complete<T> {
  if (!isOfSession(id, session)) {
    throw brokenContract('session is not the requested one');
  }
  return { ...session, isComplete };
}

/** Decodes a session in time slices. Throws an OneboxError where it is not the requested one. */
export async function decodeSession<T extends SessionBody>(
  { table }: SessionChannel<T>,
  id: SessionId,
  body: unknown,
  wire: WireSetting,
  slices: Slices,
): Promise<Complete<T>> {
  return sessionOf(id, await decodeInSlices(table, body, wire, slices));
}
