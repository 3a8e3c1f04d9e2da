import KeyvValkey from '@keyv/valkey';
import type Valkey from 'iovalkey';
import Keyv from 'keyv';

import { type CacheStore } from './cache-store';

const longestReconnectDelayMs = 2000;

/**
 * A store in Valkey or Redis, for all replicas: `redis://`, `rediss://` (TLS) or `valkey://`. Connects by itself, again
 * and again. Its calls reject while it is away, and may never settle while it is frozen: {@link GuardedStore} bounds them.
 */
export function createSharedStore(url: string): CacheStore {
  const adapter = new KeyvValkey(url.replace(/^valkey:/, 'redis:'), {
    // Else every key is kept a second time, in a set that never expires.
    useRedisSets: false,
    // What waits for a connection has missed its deadline before there is one.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 1000,
    // Ends at once: there is nothing to wait for in a store of what can be had again.
    disconnectTimeout: 100,
    // Hangs up on a frozen server, so that what was written to it does not pile up here.
    socketTimeout: 1000,
    retryStrategy: (attempt) => Math.min(attempt * 100, longestReconnectDelayMs),
  });
  const keyv = new Keyv<Buffer>(adapter, {
    namespace: 'onebox-gateway',
    useKeyPrefix: false,
    throwOnErrors: true,
    serialize: ({ value }) => (value as Buffer).toString('base64'),
    deserialize: (text: string) => ({ value: Buffer.from(text, 'base64') as never }),
  });
  let connectionError: Error | undefined;
  const redis = adapter.redis as Valkey;
  redis.on('ready', () => {
    connectionError = undefined;
  });
  redis.on('error', (error: Error) => {
    connectionError = error;
  });
  // Without a listener an error of the connection would end the process; each call that it fails rejects anyway.
  keyv.on('error', () => undefined);
  // The client's own error of such a call says only that nothing can be written.
  const withCause = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      throw connectionError ?? error;
    }
  };
  return {
    get: (key) => withCause(keyv.get(key)),
    // A larger one would not cross a network within a call's deadline.
    maxEntryBytes: 1024 * 1024,
    set: async (key, value, ttlMs) => {
      await withCause(keyv.set(key, value, ttlMs));
    },
    delete: async (key) => {
      await withCause(keyv.delete(key));
    },
    close: () => keyv.disconnect(),
  };
}
