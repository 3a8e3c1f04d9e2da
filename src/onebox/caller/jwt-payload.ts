import { parseLosslessJson } from '../bodies/lossless-json';

/** What a JWT says of itself, unverified: it decides nothing for anybody but its bearer. Undefined where it is no JWT. */
export function jwtPayload(token: string): unknown {
  const [, payload, signature, rest] = token.split('.');
  if (payload === undefined || signature === undefined || rest !== undefined) return undefined;
  try {
    return parseLosslessJson(Buffer.from(payload, 'base64url').toString());
  } catch {
    return undefined;
  }
}
