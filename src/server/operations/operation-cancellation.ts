import { type GatewayReply } from '../http/gateway-request';

import { Cancellation } from '../../onebox/client/cancellation';
import { ClientDisconnected, OneboxError } from '../../onebox/onebox-error';

/**
 * Returns a function that gets the cancellation of an operation, and creates it in the first call. It cancels when the client disconnects,
 * or when `timeoutMs` have passed since the first call.
 */
export function operationCancellation({ raw }: GatewayReply, timeoutMs: number): () => Cancellation {
  let cancellation: Cancellation | undefined;
  return () => (cancellation ??= begin(raw, timeoutMs));
}

function begin(response: GatewayReply['raw'], timeoutMs: number): Cancellation {
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
