import { jwtPayload } from '../caller/jwt-payload';
import { OneboxError } from '../onebox-error';
import { decode } from './table/decode';
import { at, type Decoded, type Optional, optional, record, secret } from './table/table';
import { digits, numericDate, text } from './table/values';

/** The body of `POST /api/authenticate`. */
export const accessToken = record({
  token: at('token', text, secret),
});

/** The claims of a bearer token that is a JWT (RFC 7519). */
export const claims = record({
  expiresAt: at('exp', numericDate, optional),
  siteId: at('sid', digits, optional),
});

/** The unverified claims of a bearer token. Null where a claim is absent or malformed. */
export interface Claims {
  expiresAt: Date | null;
  siteId: string | null;
}

/** A new bearer token with its claims. `token` is secret. */
export type DecodedAccessToken = Decoded<typeof accessToken> & Claims;

// Required by the decoder; a JWT has no wall clock date.
const setting = { utcOffset: 'Z' };

/** Decodes a new token. Throws an OneboxError of kind `contract-broken` where the body has none. */
export function decodeAccessToken(body: unknown): DecodedAccessToken {
  const { token } = decode(accessToken, body, setting).value;
  return { token, ...claimsOf(token) };
}

/** Reads the claims of a token without verifying them. A token that is not a JWT has none; Onebox may still accept it. */
export function claimsOf(token: string): Claims {
  const payload = jwtPayload(token);
  if (typeof payload !== 'object' || payload === null) return { expiresAt: null, siteId: null };
  const { expiresAt, siteId } = decode(claims, payload, setting).value;
  return { expiresAt: nullIfMalformed(expiresAt), siteId: nullIfMalformed(siteId) };
}

/** Ignores a malformed claim: clients with the default error policy would discard the token together with the error. */
function nullIfMalformed<T>(claim: Optional<T>): T | null {
  return claim instanceof OneboxError ? null : claim;
}
