import { setTimeout } from 'node:timers/promises';

import { type CacheStore } from '../cache/cache-store';
import { storeHost } from '../cache/store-host';
import { type Config } from '../config/config';
import { withTimeout } from '../cache/with-timeout';
import { checkTimeoutMs } from './check-timeout';
import { failureCause } from './failure-cause';
import { error, type Finding, ok } from './finding';

/** Checks whether the cache store can be written and read. */
export async function checkStore({ ttlMs, url }: Config['cache']): Promise<Finding> {
  if (ttlMs === 0) return ok('store', 'the cache is off.');
  if (url === undefined) return ok('store', 'each replica caches in its memory.');
  const host = storeHost(url);
  const { createSharedStore } = await import('../cache/valkey-store.js');
  const store = createSharedStore(url);
  try {
    return (await tryStore(store))
      ? ok('store', `an entry was written to ${host}, read and deleted.`)
      : error(
          'store',
          `${host} does not return what was written. Check the memory that it may use (maxmemory), and whether CACHE_URL names Valkey or Redis.`,
        );
  } catch (failure) {
    return error(
      'store',
      `${host} does not work (${failureCause(failure)}), so every request goes to Onebox. Check CACHE_URL, its password, and whether Valkey runs.`,
    );
  } finally {
    await withTimeout(checkTimeoutMs, store.close()).catch(() => undefined);
  }
}

/** Retries until the store is connected, or until the check times out. Returns whether the store returned the written value. */
async function tryStore(store: CacheStore): Promise<boolean> {
  const untilMs = Date.now() + checkTimeoutMs;
  for (;;) {
    try {
      return await withTimeout(checkTimeoutMs, writeAndRead(store));
    } catch (failure) {
      if (Date.now() >= untilMs) throw failure;
      await setTimeout(100);
    }
  }
}

async function writeAndRead(store: CacheStore): Promise<boolean> {
  const key = 'doctor';
  await store.set(key, Buffer.from('written'), 10_000);
  const read = await store.get(key);
  await store.delete(key);
  return read?.toString() === 'written';
}
