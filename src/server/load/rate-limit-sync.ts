import { type SharedCounters } from '../../cache/shared-counters';
import { type RateLimiter } from './rate-limiter';

const intervalMs = 250;

/**
 * Exchanges counts with the other replicas four times a second, so that no request waits for the store. While the store does not
 * respond, each replica uses its own counts. Returns a function that stops the exchange.
 */
export function syncRateLimits(
  limiters: Readonly<Record<string, RateLimiter>>,
  counters: SharedCounters,
): () => void {
  let isSyncing = false;
  const sync = async (): Promise<void> => {
    if (isSyncing) return;
    isSyncing = true;
    await Promise.all(Object.entries(limiters).map(([name, limiter]) => syncOne(name, limiter, counters)));
    isSyncing = false;
  };
  const timer = setInterval(() => void sync(), intervalMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    counters.close();
  };
}

async function syncOne(name: string, limiter: RateLimiter, counters: SharedCounters): Promise<void> {
  const taken = limiter.takePending();
  if (taken.length === 0) return;
  try {
    const totals = await counters.add(
      taken.map(({ key, window, pending }) => ({
        key: `${name}:${window}:${key}`,
        by: pending,
        ttlMs: limiter.rate.windowMs,
      })),
    );
    limiter.applyTotals(taken.map((one, index) => ({ ...one, total: totals[index] ?? 0 })));
  } catch {
    limiter.putBack(taken);
  }
}
