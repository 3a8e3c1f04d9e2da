import { Cancellation } from '../client/cancellation';
import { ClientDisconnected, type FailedCall, OneboxError } from '../onebox-error';
import { type Policy } from './policy';

/**
 * Cancels a call after `timeoutMs`, which includes its retries and its time in the queue. A change continues when its client
 * disconnects, because it may already have taken effect.
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
    const cancel = (reason: Error): void => {
      if (request.method === 'GET' || !(reason instanceof ClientDisconnected)) ending.cancel(reason);
    };
    cancellation.listen(cancel);
    const end = (): void => {
      clearTimeout(timer);
      cancellation.unlisten(cancel);
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
