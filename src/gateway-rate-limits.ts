import { createHmac, randomBytes } from 'node:crypto';

import { type Config } from './config/config';
import { syncRateLimits } from './server/load/rate-limit-sync';
import { RateLimits } from './server/load/rate-limits';

/** The rate limits, and their exchange with other replicas. */
export interface GatewayRateLimits {
  rateLimits: RateLimits;
  stopSync: () => void;
}

/** Creates the rate limits. Replicas share counts where they share a store and a secret, which is the HMAC key of counter names. */
export async function createGatewayRateLimits(
  limits: Config['rateLimits'],
  { url, secret }: Config['cache'],
): Promise<GatewayRateLimits> {
  const key = createHmac('sha256', secret || randomBytes(32))
    .update('rate limits')
    .digest();
  const rateLimits = new RateLimits({ ...limits, key, now: () => Date.now() });
  if (url === undefined || secret === '') return { rateLimits, stopSync: () => undefined };
  const { createSharedCounters } = await import('./cache/shared-counters.js');
  return { rateLimits, stopSync: syncRateLimits(rateLimits.limiters, createSharedCounters(url)) };
}
