import { OneboxGatewayError } from './gateway-error.js';

/** What `authenticate` returns, or as much of it as is needed here. */
export interface SignedIn {
  readonly token: string;
  /** Absent or null where nobody knows it: then the token is renewed on TOKEN_EXPIRED alone. */
  readonly expiresAt?: string | null;
}

export interface TokenKeeperOptions {
  /** Signs in, such as by asking the person or a backend. Called once for all requests that wait for a token. */
  signIn: () => Promise<SignedIn>;
  /** How long before its end a token is renewed, at most half of its lifetime. Default: 30,000. */
  renewBeforeMs?: number;
  now?: () => number;
}

/** Keeps the bearer token of one person, in memory alone. */
export class TokenKeeper {
  readonly #signIn: () => Promise<SignedIn>;
  readonly #renewBeforeMs: number;
  readonly #now: () => number;
  #token: string | undefined;
  #renewAtMs = Infinity;
  #signingIn: Promise<string> | undefined;

  constructor({ signIn, renewBeforeMs = 30_000, now = Date.now }: TokenKeeperOptions) {
    this.#signIn = signIn;
    this.#renewBeforeMs = renewBeforeMs;
    this.#now = now;
  }

  /** The token, if there is one, without signing in. */
  get current(): string | undefined {
    return this.#token;
  }

  /** The token; signs in first where there is none or where it ends soon. Rejects with what `signIn` rejects with. */
  get(): Promise<string> {
    if (this.#token !== undefined && this.#now() < this.#renewAtMs) return Promise.resolve(this.#token);
    return this.#renew();
  }

  /** A token in place of one that the gateway rejected. Signs in unless somebody has done so since. */
  replace(rejected: string | undefined): Promise<string> {
    if (this.#token !== undefined && this.#token !== rejected) return this.get();
    return this.#renew();
  }

  /** Takes a token from elsewhere, such as from a sign-in form. */
  set({ token, expiresAt }: SignedIn): void {
    const now = this.#now();
    const endsAt = Date.parse(expiresAt ?? '');
    this.#token = token;
    this.#signingIn = undefined;
    // A token that has expired on arrival means that the clock of this device is wrong: only TOKEN_EXPIRED tells.
    this.#renewAtMs = endsAt > now ? endsAt - Math.min(this.#renewBeforeMs, (endsAt - now) / 2) : Infinity;
  }

  /** Forgets the token, as when the person signs out. Requests that wait for a sign-in fail with TOKEN_MISSING. */
  clear(): void {
    this.#token = undefined;
    this.#signingIn = undefined;
  }

  #renew(): Promise<string> {
    if (this.#signingIn !== undefined) return this.#signingIn;
    const signingIn: Promise<string> = this.#signIn().then(
      (signedIn) => {
        if (this.#signingIn === signingIn) this.set(signedIn);
        return this.#token ?? Promise.reject(signedOut());
      },
      (error: unknown) => {
        if (this.#signingIn === signingIn) this.#signingIn = undefined;
        throw error;
      },
    );
    this.#signingIn = signingIn;
    return signingIn;
  }
}

function signedOut(): OneboxGatewayError {
  const extensions = { code: 'UNAUTHENTICATED', reason: 'TOKEN_MISSING' };
  return new OneboxGatewayError({ message: 'Signed out while the request waited for a token.', extensions });
}
