import { jwtPayload } from '../caller/jwt-payload';
import { OneboxError } from '../onebox-error';
import { decode } from './table/decode';
import { at, type Decoded, type Optional, optional, record, secret } from './table/table';
import { digits, numericDate, text } from './table/values';

/** The body of `POST /api/authenticate`. */
export const accessToken = record({
  token: at('token', text, secret),
});

/** What a bearer token says of itself, where it is a JWT (RFC 7519). */
const claims = record({
  expiresAt: at('exp', numericDate, optional),
  siteId: at('sid', digits, optional),
});

/** What a bearer token says of itself: null where it does not say, or says it in a way that is not understood. */
export interface Claims {
  expiresAt: Date | null;
  siteId: string | null;
}

/** A new bearer token, with what it says of itself. `token` is secret. */
export type DecodedAccessToken = Decoded<typeof accessToken> & Claims;

// A JWT has no date on a wall clock.
const setting = { utcOffset: 'Z' };

/** Decodes a new token. Throws an OneboxError of kind `contract-broken` where there is none. */
export function decodeAccessToken(body: unknown): DecodedAccessToken {
  const { token } = decode(accessToken, body, setting).value;
  return { token, ...claimsOf(token) };
}

/** Reads what a token says of itself, unverified. A token that is no JWT says nothing, and is as good as any. */
export function claimsOf(token: string): Claims {
  const payload = jwtPayload(token);
  if (typeof payload !== 'object' || payload === null) return { expiresAt: null, siteId: null };
  const { expiresAt, siteId } = decode(claims, payload, setting).value;
  return { expiresAt: understood(expiresAt), siteId: understood(siteId) };
}

/** An error beside a token that is good would make clients with the usual error policy throw the token away. */
function understood<T>(claim: Optional<T>): T | null {
  return claim instanceof OneboxError ? null : claim;
}
