import { Cancellation } from '../client/cancellation';
import { CallerGone, type FailedCall, OneboxError } from '../onebox-error';
import { type Policy } from './policy';

/**
 * Ends a call after `timeoutMs`, its retries and its time in the queue included, or when it is cancelled. A change goes on
 * where only its caller has gone: it may have taken effect already.
 */
export function deadline(timeoutMs: number): Policy {
  return (call, next) => {
    const { cancellation, request } = call;
    if (cancellation.reason !== undefined) return Promise.reject(cancellation.reason);
    const ending = new Cancellation();
    const startedAtMs = performance.now();
    const timer = setTimeout(() => {
      ending.cancel(new OneboxError('timeout', 'Onebox did not respond in time: try again in a moment.'));
    }, timeoutMs);
    const cutShort = (reason: Error): void => {
      if (request.method === 'GET' || !(reason instanceof CallerGone)) ending.cancel(reason);
    };
    cancellation.listen(cutShort);
    const end = (): void => {
      clearTimeout(timer);
      cancellation.forget(cutShort);
    };
    return next({ ...call, cancellation: ending, deadlineMs: Date.now() + timeoutMs }).then(
      (decoded) => {
        end();
        return decoded;
      },
      (error: unknown) => {
        end();
        if (error instanceof OneboxError) error.failedCall ??= queuedCall(request.endpoint, startedAtMs);
        throw error;
      },
    );
  };
}

function queuedCall(endpoint: string, startedAtMs: number): FailedCall {
  const durationMs = Math.round(performance.now() - startedAtMs);
  return { endpoint, status: undefined, attempt: 0, durationMs };
}
