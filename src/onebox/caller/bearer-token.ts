import { hash, hkdfSync } from 'node:crypto';
import { inspect } from 'node:util';

import { OneboxError } from '../onebox-error';
import { withoutSecret } from '../redaction/known-secrets';
import { type Claims, claimsOf } from '../wire/access-token';

// RFC 6750, section 2.1: a case-insensitive scheme and a token68.
const bearerHeader = /^Bearer +([A-Za-z0-9\-._~+/]+=*)$/i;

/** A caller's bearer token. Logs and JSON show a placeholder. Only {@link toAuthorization} returns the token. */
export class BearerToken {
  readonly #token: string;

  private constructor(token: string) {
    this.#token = token;
  }

  /** Reads an `Authorization` header. Throws an OneboxError of kind `token-missing` or `token-malformed`. */
  static fromAuthorization(header: string | undefined): BearerToken {
    if (header === undefined || header === '') {
      throw new OneboxError(
        'token-missing',
        'This needs a bearer token: sign in to Onebox and send the header `Authorization: Bearer <token>`.',
      );
    }
    const token = bearerHeader.exec(header)?.[1];
    if (token === undefined) {
      throw new OneboxError(
        'token-malformed',
        'The Authorization header must be `Bearer`, a space and the token that signing in to Onebox gave.',
      );
    }
    return new BearerToken(token);
  }

  /** The value of the `Authorization` header for Onebox. */
  toAuthorization(): string {
    return `Bearer ${this.#token}`;
  }

  /** Derives a key that nobody can compute without the token: HKDF-SHA256 (RFC 5869). */
  deriveKey(salt: string, info: string, bytes: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#token, salt, info, bytes));
  }

  /** The claims of the token. They are unverified. */
  get claims(): Claims {
    return claimsOf(this.#token);
  }

  /** A hash of the token and a secret key, for maps. Without the key it does not identify the token. */
  fingerprint(key: string): string {
    return hash('sha256', key + this.#token, 'base64');
  }

  /** Removes the token from a text: a response may repeat it. */
  removedFrom(text: string): string {
    return withoutSecret(text, this.#token);
  }

  toString(): string {
    return '[bearer token]';
  }

  toJSON(): string {
    return this.toString();
  }

  [inspect.custom](): string {
    return this.toString();
  }
}
