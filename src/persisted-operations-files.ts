import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type Config, ConfigError } from './config/config';
import { parseManifest } from './server/operations/persisted-operations';

const ownManifest = join(__dirname, '..', 'schema', 'persisted-operations.json');

/** Reads the operations of all manifests, by id. Reads none with the mode `off`. Throws a {@link ConfigError}. */
export async function readManifests({
  mode,
  files,
}: Config['persistedOperations']): Promise<Map<string, string>> {
  if (mode === 'off') return new Map();
  const manifests = await Promise.all([ownManifest, ...files].map(readManifest));
  return new Map(manifests.flat());
}

async function readManifest(file: string): Promise<[string, string][]> {
  const operations = parseManifest(await textOf(file));
  if (operations === undefined) {
    throw new ConfigError(
      `PERSISTED_OPERATIONS_FILES: ${file} is not a manifest: expected a JSON object of sha256 hash to text, or an apollo-persisted-query-manifest`,
    );
  }
  return [...operations];
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    throw new ConfigError(`PERSISTED_OPERATIONS_FILES: ${file} cannot be read: ${code}`);
  }
}
