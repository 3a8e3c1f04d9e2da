import { randomBytes } from 'node:crypto';

import { sign, TokenExpiredError, verify } from 'jsonwebtoken';
import { z } from 'zod';

const documentedLifetimeSeconds = 900;
const bearerHeader = /^Bearer +(\S+)$/i;

const callerClaims = z.object({ sub: z.string(), sid: z.string() });

/** The user and the site of a token. */
export interface Caller {
  userId: string;
  siteId: string;
}

/** Issues and checks the bearer tokens of one sandbox: JWTs (HS256) with the documented claims, signed with a random secret. */
export class AccessTokens {
  readonly #secret = randomBytes(32);

  constructor(private readonly now: () => Date) {}

  issue({ userId, siteId }: Caller, lifetimeSeconds = documentedLifetimeSeconds): string {
    const iat = this.#seconds();
    const claims = {
      iss: 'onecloud.ciptadrasoft.net',
      sub: userId,
      exp: iat + lifetimeSeconds,
      nbf: iat,
      iat,
      jti: randomBytes(32).toString('base64'),
      sid: siteId,
    };
    return sign(claims, this.#secret, { algorithm: 'HS256' });
  }

  /** The caller of an `Authorization` header, or why it is rejected. */
  check(header: string | undefined): Caller | 'expired' | 'invalid' {
    const token = bearerHeader.exec(header ?? '')?.[1];
    if (token === undefined) return 'invalid';
    try {
      const claims = verify(token, this.#secret, {
        algorithms: ['HS256'],
        clockTimestamp: this.#seconds(),
      });
      const { sub, sid } = callerClaims.parse(claims);
      return { userId: sub, siteId: sid };
    } catch (error) {
      return error instanceof TokenExpiredError ? 'expired' : 'invalid';
    }
  }

  #seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}
