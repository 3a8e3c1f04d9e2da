import { LRUCache } from 'lru-cache';

import { ByteBlocks, bytesInBlocks } from './byte-blocks';
import { type CacheStore } from './cache-store';

// The memory of an entry besides its value: its key, and its places in the map and the list of lru-cache.
const overheadBytes = 200;
// Longer values have a buffer of their own, since to copy a block takes as long as to encrypt it.
const maxBytesInBlocks = 64 * 1024;

/**
 * A store in this process of at most `maxBytes`. Evicts the least recently used entries. Ignores the time to live: an entry that has
 * expired cannot be unsealed.
 */
export function createMemoryStore(maxBytes: number): CacheStore {
  const blocks = new ByteBlocks();
  // The first block of each short value, and each long value itself.
  const places = new LRUCache<string, number | Buffer>({
    maxSize: maxBytes,
    dispose: (place) => {
      if (typeof place === 'number') blocks.free(place);
    },
  });
  const add = (key: string, value: Buffer): void => {
    const isLong = value.length > maxBytesInBlocks;
    const size = overheadBytes + (isLong ? value.length : bytesInBlocks(value.length));
    places.delete(key);
    if (size > maxBytes) return;
    // First, so that the value gets the blocks of what it evicts.
    while (places.calculatedSize + size > maxBytes) places.pop();
    places.set(key, isLong ? value : blocks.add(value), { size });
  };
  return {
    // A large session of one caller must not evict all other entries.
    maxEntryBytes: maxBytes / 8,
    get: (key) => {
      const place = places.get(key);
      return Promise.resolve(typeof place === 'number' ? blocks.get(place) : place);
    },
    set: (key, value) => {
      add(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      places.delete(key);
      return Promise.resolve();
    },
    close: () => {
      places.clear();
      return Promise.resolve();
    },
  };
}
