import { constant, flag, group, integer } from '../setting';

/** Settings of the schema and of execution. */
export const graphqlSettings = group('GraphQL', {
  explore: flag(
    'EXPLORE',
    'Whether introspection, Apollo Sandbox and hints in errors are on. With --sandbox the default is true.',
  ),
  serveSdl: flag(
    'SERVE_SDL',
    'Whether `_service { sdl }` returns the schema to supergraph tooling. With --sandbox the default is true.',
  ),
  revealAccessTokens: flag(
    'REVEAL_ACCESS_TOKENS',
    'Whether the schema has the fields that return Facebook access tokens.',
  ),
  federationTraces: flag(
    'FEDERATION_TRACES',
    'Whether a federation gateway gets the trace (`ftv1`) that it requests. Any client can request one.',
  ),
  operationTimeoutMs: integer(
    'OPERATION_TIMEOUT_MS',
    'How long all calls to Onebox of one operation may take together, in milliseconds. Then it fails with ONEBOX_TIMEOUT.',
    15_000,
    [1, 600_000],
  ),
  // A developer corrects few mistakes at once, and each error takes time to find and format.
  maxReportedErrors: constant(10, {
    limit: 'Validation errors that are reported for one operation',
    effect: 'Validation stops.',
    error: 'BAD_USER_INPUT, HTTP 400',
  }),
});
