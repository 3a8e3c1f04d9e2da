import { choice, commaSeparated, group } from '../setting';

/** Settings of persisted operations: the manifests, and how other operations are handled. */
export const persistedOperationsSettings = group('Persisted operations', {
  mode: choice(
    'PERSISTED_OPERATIONS',
    'How an operation that is in no manifest is handled: executed (off), executed and logged (warn), rejected (enforce).',
    ['off', 'warn', 'enforce'],
    'off',
  ),
  files: {
    name: 'PERSISTED_OPERATIONS_FILES',
    meaning:
      "Manifests of clients' operations, comma-separated: JSON of sha256 hash to text. The gateway's own is always included.",
    expected: 'a comma-separated list of file paths',
    defaultText: '',
    schema: commaSeparated,
  },
});
