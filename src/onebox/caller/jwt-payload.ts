import { parseLosslessJson } from '../bodies/lossless-json';

/** The payload of a JWT, unverified. Use it only for the bearer of the token. Undefined where the token is not a JWT. */
export function jwtPayload(token: string): unknown {
  const [, payload, signature, rest] = token.split('.');
  if (payload === undefined || signature === undefined || rest !== undefined) return undefined;
  try {
    return parseLosslessJson(Buffer.from(payload, 'base64url').toString());
  } catch {
    return undefined;
  }
}
