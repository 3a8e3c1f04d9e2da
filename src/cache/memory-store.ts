import Keyv, { type KeyvOptions } from 'keyv';
import { LRUCache } from 'lru-cache';

import { type CacheStore } from './cache-store';

// The memory of an entry besides its value, as measured: its key, buffer and list node.
const overheadBytes = 800;

// Without both functions, keyv stores values unchanged. Its documentation says so; its types do not allow it.
const noSerialization = { serialize: undefined, deserialize: undefined } as unknown as Pick<
  KeyvOptions,
  'serialize' | 'deserialize'
>;

/** A store in this process of at most `maxBytes`. Evicts the least recently used entries. */
export function createMemoryStore(maxBytes: number): CacheStore {
  const entries = new LRUCache<string, { value: Buffer }>({
    maxSize: maxBytes,
    sizeCalculation: ({ value }) => value.byteLength + overheadBytes,
  });
  const keyv = new Keyv<Buffer>({
    store: {
      get: (key: string) => entries.get(key),
      // Not passed on directly: keyv's third argument is a time to live, and that of lru-cache is not.
      set: (key: string, entry: { value: Buffer }) => entries.set(key, entry),
      delete: (key: string) => entries.delete(key),
      clear: () => {
        entries.clear();
      },
    },
    throwOnErrors: true,
    useKeyPrefix: false,
    ...noSerialization,
  });
  return {
    // A large session of one caller must not evict all other entries.
    maxEntryBytes: maxBytes / 8,
    get: (key) => keyv.get(key),
    set: async (key, value, ttlMs) => {
      await keyv.set(key, value, ttlMs);
    },
    delete: async (key) => {
      await keyv.delete(key);
    },
    close: () => keyv.clear(),
  };
}
