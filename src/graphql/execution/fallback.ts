import { OneboxError } from '../../onebox/onebox-error';
import { unprojectable } from './projection/unprojectable';

/** Why graphql-js executes a compiled operation: its variables, a body, an error of Onebox, or a bug. */
export const fallbackReasons = ['variables', 'body', 'onebox-error', 'bug'] as const;

/** One of {@link fallbackReasons}. */
export type FallbackReason = (typeof fallbackReasons)[number];

/** Why graphql-js executes a known operation: `not-compiled`, or a {@link FallbackReason}. */
export type FastPathFallback = FallbackReason | 'not-compiled';

/** Thrown where graphql-js has to execute the operation. */
export class Fallback extends Error {
  override readonly name = 'Fallback';

  constructor(
    readonly reason: FallbackReason,
    options?: ErrorOptions,
  ) {
    // The cause has the stack trace. Hundreds of requests may fall back in one turn of the event loop.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`graphql-js has to execute the operation: ${reason}`, options);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** Maps an error of a projection to a {@link Fallback}. */
export function fallbackOf(error: unknown): Fallback {
  if (error === unprojectable || error instanceof OneboxError) return new Fallback('body');
  return new Fallback('bug', { cause: error });
}
