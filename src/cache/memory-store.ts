import { LRUCache } from 'lru-cache';

import { ByteBlocks, bytesInBlocks } from './byte-blocks';
import { type CacheStore } from './cache-store';

// The memory of an entry besides its value: its key, and its places in the map and the list of lru-cache.
const overheadBytes = 200;

/**
 * A store in this process of at most `maxBytes`. Evicts the least recently used entries. Ignores the time to live: an entry that has
 * expired cannot be unsealed.
 */
export function createMemoryStore(maxBytes: number): CacheStore {
  const blocks = new ByteBlocks();
  const firstBlocks = new LRUCache<string, number>({
    maxSize: maxBytes,
    dispose: (block) => {
      blocks.free(block);
    },
  });
  const add = (key: string, value: Buffer): void => {
    const size = overheadBytes + bytesInBlocks(value.length);
    firstBlocks.delete(key);
    if (size > maxBytes) return;
    // First, so that the value gets the blocks of what it evicts.
    while (firstBlocks.calculatedSize + size > maxBytes) firstBlocks.pop();
    firstBlocks.set(key, blocks.add(value), { size });
  };
  return {
    // A large session of one caller must not evict all other entries.
    maxEntryBytes: maxBytes / 8,
    get: (key) => {
      const block = firstBlocks.get(key);
      return Promise.resolve(block === undefined ? undefined : blocks.get(block));
    },
    set: (key, value) => {
      add(key, value);
      return Promise.resolve();
    },
    delete: (key) => {
      firstBlocks.delete(key);
      return Promise.resolve();
    },
    close: () => {
      firstBlocks.clear();
      return Promise.resolve();
    },
  };
}
