import { type Cancellation } from '../client/cancellation';
import { OneboxError } from '../onebox-error';
import { type UpstreamPolicy } from '../client/upstream-policy';

const firstDelayMs = 100;
const longestDelayMs = 1000;
// What few calls have saved up is enough for the first failures.
const mostSaved = 10;

/**
 * Tries a read again where that may help: after a broken connection, a 502, 503 or 504, and a 429 that says when.
 * Each call saves a part of a further try and each further try costs a whole one, so that an Onebox in need is never
 * asked much more than without.
 *
 * Cockatiel's retry knows neither a deadline of the single call nor a budget.
 */
export class Retries {
  #saved = mostSaved;

  constructor(
    private readonly policy: Pick<UpstreamPolicy, 'maxRetries' | 'retryPercent'>,
    private readonly onRetry: () => void,
  ) {}

  /** What `attempt` gives until `deadlineMs`. Throws what its last one throws, or the reason for which it is cancelled. */
  run<T>(deadlineMs: number, cancellation: Cancellation, attempt: () => Promise<T>): Promise<T> {
    this.#saved = Math.min(this.#saved + this.policy.retryPercent / 100, mostSaved);
    const afterRetries =
      (retries: number) =>
      async (error: unknown): Promise<T> => {
        const delayMs = retries < this.policy.maxRetries ? delayBefore(retries, error) : Infinity;
        if (Date.now() + delayMs >= deadlineMs || this.#saved < 1) throw error;
        this.#saved -= 1;
        this.onRetry();
        await wait(delayMs, cancellation);
        return attempt().catch(afterRetries(retries + 1));
      };
    return attempt().catch(afterRetries(0));
  }
}

/** Full jitter, and not before Onebox wants to be asked again; infinite where trying again cannot help. */
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
