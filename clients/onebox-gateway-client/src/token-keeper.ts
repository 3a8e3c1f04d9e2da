import { OneboxGatewayError } from './gateway-error.js';

/** What `authenticate` returns, or as much of it as is needed here. */
export interface SignedIn {
  readonly token: string;
  /** Absent or null where nobody knows it: then the token is renewed on TOKEN_EXPIRED alone. */
  readonly expiresAt?: string | null;
}

export interface TokenKeeperOptions {
  /**
   * Signs in, such as by a backend. Called once for all requests that wait for a token. It may also show a form and return nothing:
   * the requests wait until `set` or `clear` is called.
   */
  // eslint-disable-next-line @typescript-eslint/no-invalid-void-type -- so that `() => showForm()` is one
  signIn: () => Promise<SignedIn> | void;
  /** How long before its end a token is renewed, at most half of its lifetime. Default: 30,000. */
  renewBeforeMs?: number;
  now?: () => number;
}

/** A sign-in that requests wait for. */
interface SignIn {
  readonly token: Promise<string>;
  readonly resolve: (token: string) => void;
  readonly reject: (reason: unknown) => void;
}

/** Keeps the bearer token of one person, in memory alone. */
export class TokenKeeper {
  readonly #signIn: TokenKeeperOptions['signIn'];
  readonly #renewBeforeMs: number;
  readonly #now: () => number;
  #token: string | undefined;
  #renewAtMs = Infinity;
  #pending: SignIn | undefined;

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

  /** Takes a token, such as from a sign-in form. Requests that wait for a sign-in are sent with it. */
  set({ token, expiresAt }: SignedIn): void {
    const now = this.#now();
    const endsAt = Date.parse(expiresAt ?? '');
    this.#token = token;
    // A token that has expired on arrival means that the clock of this device is wrong: only TOKEN_EXPIRED tells.
    this.#renewAtMs = endsAt > now ? endsAt - Math.min(this.#renewBeforeMs, (endsAt - now) / 2) : Infinity;
    this.#takePending()?.resolve(token);
  }

  /** Forgets the token, as when the person signs out. Requests that wait for a sign-in fail with TOKEN_MISSING. */
  clear(): void {
    this.#token = undefined;
    this.#takePending()?.reject(signedOut());
  }

  #renew(): Promise<string> {
    if (this.#pending !== undefined) return this.#pending.token;
    let settlers!: Omit<SignIn, 'token'>;
    const token = new Promise<string>((resolve, reject) => {
      settlers = { resolve, reject };
    });
    const pending = { token, ...settlers };
    this.#pending = pending;
    void this.#start(pending);
    return token;
  }

  /** What comes of a sign-in after `set` or `clear` is ignored: another person may have signed in. */
  async #start(pending: SignIn): Promise<void> {
    try {
      const signedIn = await this.#signIn();
      if (signedIn !== undefined && this.#pending === pending) this.set(signedIn);
    } catch (error) {
      if (this.#pending === pending) this.#takePending()?.reject(error);
    }
  }

  #takePending(): SignIn | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending;
  }
}

function signedOut(): OneboxGatewayError {
  const extensions = { code: 'UNAUTHENTICATED', reason: 'TOKEN_MISSING' };
  return new OneboxGatewayError({ message: 'Signed out while the request waited for a token.', extensions });
}
