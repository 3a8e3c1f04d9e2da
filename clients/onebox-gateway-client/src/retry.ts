import { type OneboxGatewayError } from './gateway-error.js';

export interface RetryOptions {
  /** How often a request is sent at most, the first time included. Default: 3. */
  attempts?: number;
  /** A longer wait is left to the caller, who shows it to the person. Default: 10,000. */
  longestWaitMs?: number;
  now?: () => number;
  /** Resolves after so many milliseconds, or rejects when the signal is aborted. Default: a timer. */
  wait?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** The longest random addition to a wait: clients that are told the same time do not all come at once. */
const jitterMs = 250;

/** How long to wait before the same request is sent again. Undefined: not at all. */
export function retryDelayMs(
  errors: readonly OneboxGatewayError[],
  sent: number,
  { attempts = 3, longestWaitMs = 10_000, now = Date.now }: RetryOptions = {},
): number | undefined {
  if (sent >= attempts || errors.length === 0 || !errors.every(({ retryable }) => retryable))
    return undefined;
  // The clock of this device may be ahead of the gateway's: then retryAt is past, and the backoff alone counts.
  const backoffMs = 250 * 2 ** sent;
  const untilRetryAtMs = Math.max(...errors.map(({ retryAt }) => (retryAt?.getTime() ?? 0) - now()));
  const delayMs = Math.max(backoffMs, untilRetryAtMs);
  return delayMs > longestWaitMs ? undefined : Math.ceil(delayMs + Math.random() * jitterMs);
}

/** Waits by a timer. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, ms);
    if (signal?.aborted) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}
