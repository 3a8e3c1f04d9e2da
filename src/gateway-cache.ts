import { type Logger } from 'pino';

import { CallerCache, type CallerCacheOptions } from './cache/caller-cache';
import { type CacheStore } from './cache/cache-store';
import { GuardedStore } from './cache/guarded-store';
import { createMemoryStore } from './cache/memory-store';
import { storeHost } from './cache/store-host';
import { type Config } from './config/config';
import { observeStoreErrors } from './server/telemetry/log/throttled-warnings';
import { type Metrics } from './server/telemetry/metrics/metrics';

/** The origin of the cache's values, and its observers. */
export interface GatewayCacheOptions {
  /** The origin of the cached responses. */
  upstream: string;
  logger: Logger;
  metrics: Metrics;
}

/** The cache of all callers, and the store behind it. */
export interface GatewayCache {
  callerCache: CallerCache;
  close(): Promise<void>;
}

const now = (): Date => new Date();

/** Creates the cache of the configuration. Undefined without a cache. */
export async function createGatewayCache(
  config: Config['cache'],
  { upstream, logger, metrics }: GatewayCacheOptions,
): Promise<GatewayCache | undefined> {
  if (config.ttlMs === 0) return undefined;
  const store = await createStore(config, logger, metrics);
  const onLookup: CallerCacheOptions['onLookup'] = (outcome) => {
    metrics.cacheLookups.inc({ outcome });
  };
  return {
    callerCache: new CallerCache({ ...config, store, upstream, now, onLookup }),
    close: () => store.close(),
  };
}

async function createStore(
  { url, maxBytes }: Config['cache'],
  logger: Logger,
  metrics: Metrics,
): Promise<CacheStore> {
  if (url === undefined) return createMemoryStore(maxBytes);
  const { createSharedStore } = await import('./cache/valkey-store.js');
  const onError = observeStoreErrors({ logger, metrics, storeHost: storeHost(url) }, now);
  return new GuardedStore(createSharedStore(url), onError);
}
