import Keyv, { type KeyvOptions } from 'keyv';
import { LRUCache } from 'lru-cache';

import { type CacheStore } from './cache-store';

// What an entry takes besides its value: its key and its place in the list.
const overheadBytes = 200;

// The types of keyv do not know what it documents: that without them values are kept as they are.
const keptAsTheyAre = { serialize: undefined, deserialize: undefined } as unknown as Pick<
  KeyvOptions,
  'serialize' | 'deserialize'
>;

/** A store in this process, which holds `maxBytes` at most: what was used longest ago goes first. */
export function createMemoryStore(maxBytes: number): CacheStore {
  const entries = new LRUCache<string, { value: Buffer }>({
    maxSize: maxBytes,
    sizeCalculation: ({ value }) => value.byteLength + overheadBytes,
  });
  const keyv = new Keyv<Buffer>({
    store: {
      get: (key: string) => entries.get(key),
      // Keyv's third argument, the time to live, is not what lru-cache takes there.
      set: (key: string, entry: { value: Buffer }) => entries.set(key, entry),
      delete: (key: string) => entries.delete(key),
      clear: () => {
        entries.clear();
      },
    },
    throwOnErrors: true,
    useKeyPrefix: false,
    ...keptAsTheyAre,
  });
  return {
    // One caller's large session leaves room for others.
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
