import KeyvValkey from '@keyv/valkey';
import type Valkey from 'iovalkey';
import Keyv from 'keyv';

import { type CacheStore } from './cache-store';

const longestReconnectDelayMs = 2000;

/**
 * A store in Valkey or Redis that all replicas share: `redis://`, `rediss://` (TLS) or `valkey://`. Reconnects by itself. Calls reject
 * while it is down, and may never settle while it is frozen, so {@link GuardedStore} must wrap it.
 */
export function createSharedStore(url: string): CacheStore {
  const adapter = new KeyvValkey(url.replace(/^valkey:/, 'redis:'), {
    // Otherwise each key is also stored in a set that never expires.
    useRedisSets: false,
    // A queued call would miss its deadline before there is a connection.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 1000,
    // A cache has no data that is worth a wait at shutdown.
    disconnectTimeout: 100,
    // Closes the connection to a frozen server, so that pending writes do not fill the memory.
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
  // Without a listener, a connection error would end the process. The affected calls reject by themselves.
  keyv.on('error', () => undefined);
  // The error of such a call says only that the connection is not writable.
  const withCause = async <T>(call: Promise<T>): Promise<T> => {
    try {
      return await call;
    } catch (error) {
      throw connectionError ?? error;
    }
  };
  return {
    get: (key) => withCause(keyv.get(key)),
    // A larger value would not be transferred within the deadline of a call.
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
