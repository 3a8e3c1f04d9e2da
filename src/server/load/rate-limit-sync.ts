import { type SharedCounters } from '../../cache/shared-counters';
import { type RateLimiter } from './rate-limiter';

const intervalMs = 250;

/**
 * Tells the other replicas what was counted here, and learns what was counted there, four times a second: no request
 * waits for the store, and where it does not answer each replica counts for itself. Gives what ends it.
 */
export function shareRates(
  limiters: Readonly<Record<string, RateLimiter>>,
  counters: SharedCounters,
): () => void {
  let isSharing = false;
  const share = async (): Promise<void> => {
    if (isSharing) return;
    isSharing = true;
    await Promise.all(Object.entries(limiters).map(([name, limiter]) => shareOne(name, limiter, counters)));
    isSharing = false;
  };
  const timer = setInterval(() => void share(), intervalMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    counters.close();
  };
}

async function shareOne(name: string, limiter: RateLimiter, counters: SharedCounters): Promise<void> {
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
