import { OneboxError } from '../../onebox/onebox-error';
import { unprojectable } from './projection/unprojectable';

/** Why graphql-js answers an operation that is compiled: its variables, a body, an error of Onebox's, or a bug. */
export const fallbackReasons = ['variables', 'body', 'onebox-error', 'bug'] as const;

/** One of {@link fallbackReasons}. */
export type FallbackReason = (typeof fallbackReasons)[number];

/** Thrown where graphql-js has to answer. */
export class Fallback extends Error {
  override readonly name = 'Fallback';

  constructor(
    readonly reason: FallbackReason,
    options?: ErrorOptions,
  ) {
    // Its cause says where it comes from, and there may be hundreds in one turn.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`The operation is for graphql-js: ${reason}`, options);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** The reason for which an error is for graphql-js to answer. */
export function fallbackOf(error: unknown): Fallback {
  if (error === unprojectable || error instanceof OneboxError) return new Fallback('body');
  return new Fallback('bug', { cause: error });
}
