import { type ServerResponse } from 'node:http';

import { Cancellation } from '../../onebox/client/cancellation';
import { ClientDisconnected, OneboxError } from '../../onebox/onebox-error';

/** Cancels an operation when its client disconnects, or when `timeoutMs` have passed from now. */
export function beginCancellation(response: ServerResponse, timeoutMs: number): Cancellation {
  const cancellation = new Cancellation();
  const deadline = setTimeout(() => {
    cancellation.cancel(
      new OneboxError(
        'timeout',
        'Onebox did not respond to all calls of the operation in time: try again in a moment.',
      ),
    );
  }, timeoutMs);
  const close = (): void => {
    clearTimeout(deadline);
    if (!response.writableFinished) cancellation.cancel(new ClientDisconnected());
  };
  if (response.closed) close();
  else response.once('close', close);
  return cancellation;
}
