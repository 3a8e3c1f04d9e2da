import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const sources = [
  'schema/gateway.graphql',
  'scripts/print-schema-reference.mjs',
  'scripts/schema-reference/contrast.css',
  'scripts/schema-reference/fixed-random.cjs',
  'scripts/schema-reference/package-lock.json',
  'scripts/schema-reference/spectaql.yml',
];

/** The SHA-256 of all that decides what docs/schema-reference.html says. */
export function sourceHash() {
  const hash = createHash('sha256');
  for (const source of sources) hash.update(readFileSync(join(import.meta.dirname, '..', '..', source)));
  return hash.digest('hex');
}
