import { type FastifyReply } from 'fastify';

import { CallerGone, OneboxError } from '../onebox/onebox-error';

/**
 * Gives, when it is first asked, the signal that ends what an operation still waits for: its caller has hung up, or
 * its time is over, which counts from then on.
 */
export function operationSignal({ raw }: FastifyReply, timeoutMs: number): () => AbortSignal {
  let signal: AbortSignal | undefined;
  return () => (signal ??= startSignal(raw, timeoutMs));
}

function startSignal(response: FastifyReply['raw'], timeoutMs: number): AbortSignal {
  const ending = new AbortController();
  const deadline = setTimeout(() => {
    ending.abort(
      new OneboxError(
        'timeout',
        'Onebox did not answer all of the operation in time: try again in a moment.',
      ),
    );
  }, timeoutMs);
  const close = (): void => {
    clearTimeout(deadline);
    if (!response.writableFinished) ending.abort(new CallerGone());
  };
  if (response.closed) close();
  else response.once('close', close);
  return ending.signal;
}
