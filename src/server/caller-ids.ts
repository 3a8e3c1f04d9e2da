import { createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';

import { type FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';

/** What stands for a caller where the token must not be: the same for the same token, and telling nothing about it. */
export interface CallerId {
  /** In log lines. */
  logged: string;
  /** In what is counted. */
  counted: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Undefined where no `Authorization` was sent. */
    callerId: CallerId | undefined;
  }
}

const maxCallers = 10_000;
const keyBytes = 32;
// Written otherwise, it is the same token.
const scheme = /^bearer +/i;

/**
 * Makes what stands for callers. With the secret that replicas share it is the same in all of them, without one in this
 * process alone.
 */
export class CallerIds {
  // Found by a digest whose key lives and dies with this process: no token is kept.
  readonly #digestKey = randomBytes(keyBytes).toString('base64');
  readonly #known = new LRUCache<string, CallerId>({ max: maxCallers });
  readonly #loggingKey: Uint8Array;
  readonly #countingKey: Uint8Array;

  constructor(secret: string) {
    const source = secret === '' ? randomBytes(keyBytes) : secret;
    const keyFor = (purpose: string): Uint8Array =>
      new Uint8Array(hkdfSync('sha256', source, '', purpose, keyBytes));
    this.#loggingKey = keyFor('caller in logs');
    this.#countingKey = keyFor('caller in rates');
  }

  of(authorization: string): CallerId {
    const token = authorization.replace(scheme, '');
    const digest = hash('sha256', this.#digestKey + token, 'base64');
    let id = this.#known.get(digest);
    if (id === undefined) {
      const under = (key: Uint8Array): string => createHmac('sha256', key).update(token).digest('base64url');
      id = { logged: under(this.#loggingKey).slice(0, 12), counted: under(this.#countingKey) };
      this.#known.set(digest, id);
    }
    return id;
  }
}

/** Works out once for each request what stands for its caller. */
export function identifyCallers(app: FastifyInstance, ids: CallerIds): void {
  app.decorateRequest('callerId', undefined);
  app.addHook('onRequest', (request, _reply, done) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) request.callerId = ids.of(authorization);
    done();
  });
}
