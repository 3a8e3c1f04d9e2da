import { jwtPayload } from '../jwt-payload';
import { OneboxError } from '../onebox-error';
import { decode } from './decode';
import { at, type Decoded, optional, record, secret } from './table';
import { digits, numericDate, text } from './values';

/** The body of `POST /api/authenticate`. */
const accessToken = record({
  token: at('token', text, secret),
});

/** What a bearer token says of itself, where it is a JWT (RFC 7519). */
const claims = record({
  expiresAt: at('exp', numericDate, optional),
  siteId: at('sid', digits, optional),
});

/** What a bearer token says of itself, as far as it can be understood. */
export type Claims = Decoded<typeof claims>;

/** A new bearer token, with what it says of itself. `token` is secret. */
export type DecodedAccessToken = Decoded<typeof accessToken> & Claims;

const noClaims: Claims = { expiresAt: null, siteId: null };
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
  return typeof payload === 'object' && payload !== null ? decode(claims, payload, setting).value : noClaims;
}

/** What a claim says; undefined where it does not say, or cannot be understood. */
export function understood<T>(claim: T | OneboxError | null): T | undefined {
  return claim === null || claim instanceof OneboxError ? undefined : claim;
}
