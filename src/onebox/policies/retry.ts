import { type Cancellation } from '../client/cancellation';
import { type UpstreamOptions } from '../client/upstream-options';
import { OneboxError } from '../onebox-error';
import { type Decoded, type Policy } from './policy';

const firstDelayMs = 100;
const longestDelayMs = 1000;
// The initial budget allows the first failures after the start to be retried.
const maxBudget = 10;

/**
 * Retries a read after a transient error. `isTransient` is set in `onebox-response` and `http-exchange`. A token-bucket budget
 * limits retries to `retryPercent` of all reads, so that retries do not overload a failing Onebox.
 */
export function retry(
  { maxRetries, retryPercent }: Pick<UpstreamOptions, 'maxRetries' | 'retryPercent'>,
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

/** The delay before a retry: full jitter, and not before `retryAt`. Infinite where the error is not transient. */
function delayBefore(retries: number, error: unknown): number {
  if (!(error instanceof OneboxError) || !error.isTransient) return Infinity;
  const jitterMs = Math.random() * Math.min(firstDelayMs * 2 ** retries, longestDelayMs);
  return jitterMs + Math.max(0, (error.retryAt?.getTime() ?? 0) - Date.now());
}

function wait(delayMs: number, cancellation: Cancellation): Promise<void> {
  return new Promise((resolve, reject) => {
    cancellation.throwIfCancelled();
    const cancel = (reason: Error): void => {
      clearTimeout(timer);
      reject(reason);
    };
    const timer = setTimeout(() => {
      cancellation.unlisten(cancel);
      resolve();
    }, delayMs);
    cancellation.listen(cancel);
  });
}
