import { z } from 'zod';

import { jwtPayload } from './jwt-payload';
import { brokenContract } from './onebox-error';
import { id, read } from './wire-reading';

const answer = z.object({ token: z.string().min(1) });
const claims = z.object({ exp: z.int().positive(), sid: id });

/** The body of `POST /api/authenticate`, with what its JWT says of itself. */
export interface WireAccessToken {
  /** Secret. */
  token: string;
  expiresAt: Date;
  siteId: string;
}

/** Reads a token. Throws an OneboxError of kind `contract-broken`. */
export function readAccessToken(body: unknown): WireAccessToken {
  const { token } = read(answer, body, '');
  const payload = jwtPayload(token);
  if (payload === undefined) throw brokenContract('token is not a JWT');
  const { exp, sid } = read(claims, payload, 'token');
  return { token, expiresAt: new Date(exp * 1000), siteId: sid };
}
