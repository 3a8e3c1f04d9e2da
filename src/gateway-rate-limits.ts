import { createHmac, randomBytes } from 'node:crypto';

import { type Config } from './config/config';
import { shareRates } from './server/load/rate-limit-sync';
import { RateLimits } from './server/load/rate-limits';

/** The rate limits, and what shares them with other replicas. */
export interface GatewayRateLimits {
  rateLimits: RateLimits;
  stopSharing: () => void;
}

/** Creates the rate limits. Replicas share their counts where they share a store, and a secret that hides whom a key stands for. */
export async function createGatewayRateLimits(
  limits: Config['rateLimits'],
  { url, secret }: Config['cache'],
): Promise<GatewayRateLimits> {
  const key = createHmac('sha256', secret || randomBytes(32))
    .update('rate limits')
    .digest();
  const rateLimits = new RateLimits({ ...limits, key, now: () => Date.now() });
  if (url === undefined || secret === '') return { rateLimits, stopSharing: () => undefined };
  const { createSharedCounters } = await import('./cache/shared-counters.js');
  return { rateLimits, stopSharing: shareRates(rateLimits.limiters, createSharedCounters(url)) };
}
