import { setTimeout } from 'node:timers/promises';

/** How long a check waits for a response. */
export const checkTimeoutMs = 3000;

/** Rejects with the error that `AbortSignal.timeout` gives where `work` takes longer than a check may. */
export async function withinTimeout<T>(work: Promise<T>): Promise<T> {
  const ending = new AbortController();
  const timeout = setTimeout(checkTimeoutMs, undefined, { signal: ending.signal }).then(() => {
    throw new DOMException('no response in time', 'TimeoutError');
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    ending.abort();
    timeout.catch(() => undefined);
  }
}
