import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const mostNames = 100;
// A longer one could be a token or a session id: whoever sends an operation may call it what they like.
const longestName = 23;

/**
 * What an operation is called in metrics, logs and traces: its own name where it is one of schema/operations or a short
 * one of the first hundred, else `other`, and `none` where it has no name or could not be read.
 */
export class OperationNames {
  readonly #ours = operationsOfSchema();
  readonly #seen = new Set<string>();

  labelOf(name: string | null | undefined): string {
    if (name === null || name === undefined || name === '') return 'none';
    if (this.#ours.has(name) || this.#seen.has(name)) return name;
    if (name.length > longestName || this.#seen.size >= mostNames) return 'other';
    this.#seen.add(name);
    return name;
  }
}

/** The names of the operations in schema/operations. */
export function operationsOfSchema(): ReadonlySet<string> {
  const folder = join(__dirname, '..', '..', '..', 'schema', 'operations');
  const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return new Set(texts.map((text) => /(?:query|mutation) (\w+)/.exec(text)?.[1] ?? ''));
}
