import { type Cancellation } from '../client/cancellation';
import { type UpstreamPolicy } from '../client/upstream-policy';
import { OneboxError } from '../onebox-error';
import { type Decoded, type Policy } from './policy';

const firstDelayMs = 100;
const longestDelayMs = 1000;
// What few calls have saved is enough for the first failures.
const maxBudget = 10;

/**
 * Retries a read where that may help: after a broken connection, a 502, 503 or 504, and a 429 that says when. Each read adds
 * a part of a retry to the budget and each retry costs a whole one, so that a Onebox that fails never gets much more calls.
 */
export function retry(
  { maxRetries, retryPercent }: Pick<UpstreamPolicy, 'maxRetries' | 'retryPercent'>,
  onRetry: () => void,
): Policy {
  let budget = maxBudget;
  return (call, next) => {
    const { request, cancellation, deadlineMs } = call;
    if (request.method !== 'GET') return next(call);
    budget = Math.min(budget + retryPercent / 100, maxBudget);
    const retryAfter =
      (retries: number) =>
      async (error: unknown): Promise<Decoded> => {
        const delayMs = retries < maxRetries ? delayBefore(retries, error) : Infinity;
        if (Date.now() + delayMs >= deadlineMs || budget < 1) throw error;
        budget -= 1;
        onRetry();
        await wait(delayMs, cancellation);
        return next({ ...call, attempt: retries + 2 }).catch(retryAfter(retries + 1));
      };
    return next(call).catch(retryAfter(0));
  };
}

/** Full jitter, and not before Onebox wants to be asked again; infinite where a retry cannot help. */
function delayBefore(retries: number, error: unknown): number {
  if (!(error instanceof OneboxError) || !error.isTransient) return Infinity;
  const jitterMs = Math.random() * Math.min(firstDelayMs * 2 ** retries, longestDelayMs);
  return jitterMs + Math.max(0, (error.retryAt?.getTime() ?? 0) - Date.now());
}

function wait(delayMs: number, cancellation: Cancellation): Promise<void> {
  return new Promise((resolve, reject) => {
    cancellation.throwIfCancelled();
    const cutShort = (reason: Error): void => {
      clearTimeout(timer);
      reject(reason);
    };
    const timer = setTimeout(() => {
      cancellation.forget(cutShort);
      resolve();
    }, delayMs);
    cancellation.listen(cutShort);
  });
}
