import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

// Clients can send any name. A longer one could be a token or a session id.
const longestName = 23;
// Limits the series of a metric.
const maxManifestNames = 100;

/** The maximum number of operation names from callers. */
export const operationNameBounds = { max: 100, maxPerCaller: 25 };

/** An operation's name for logs and traces: `none` without a name, `other` where it could be a secret. */
export function safeOperationName(name: string | null | undefined): string {
  if (name === null || name === undefined || name === '') return 'none';
  return name.length > longestName && !operationsOfSchema().has(name) ? 'other' : name;
}

/** The operation names that are known at the start: of schema/operations, and of these texts of manifests. */
export function knownOperationNames(manifestTexts: Iterable<string> = []): ReadonlySet<string> {
  const ofManifests = [...manifestTexts].map(nameIn).filter((name) => name.length <= longestName);
  return new Set([...operationsOfSchema(), ...ofManifests.slice(0, maxManifestNames), 'other', 'none']);
}

let ofSchema: ReadonlySet<string> | undefined;

/** The names of the operations in schema/operations. */
function operationsOfSchema(): ReadonlySet<string> {
  ofSchema ??= readOperations(join(__dirname, '..', '..', '..', 'schema', 'operations'));
  return ofSchema;
}

function readOperations(folder: string): ReadonlySet<string> {
  return new Set(readdirSync(folder).map((file) => nameIn(readFileSync(join(folder, file), 'utf8'))));
}

function nameIn(text: string): string {
  return /(?:query|mutation) (\w+)/.exec(text)?.[1] ?? 'none';
}
