/**
 * Records what the gateway answers in front of the sandbox, for the mock handlers of the client package: each of its operations, and
 * each error of the catalog. Run it after `npm run build`. With `--check` it writes nothing, and fails where the records are stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { format, resolveConfig } from 'prettier';

import { recordErrors } from './recorded-errors.mjs';
import { recordOperations, recordPartials } from './recorded-operations.mjs';
import { Recorder } from './recorder.mjs';

const root = join(import.meta.dirname, '..', '..');
const file = join(root, 'clients', 'onebox-gateway-client', 'src', 'generated', 'recorded.ts');
const require = createRequire(import.meta.url);
// What type-graphql needs before the classes of the schema.
require('reflect-metadata');

/** The same, whenever it is recorded. */
function timeless(text) {
  return text
    .replace(/("(?:createdAt|updatedAt)": )"[^"]*"/g, '$1"2026-01-05T03:04:05.000Z"')
    .replace(/try again at [\d-]+T[\d:.]+Z/g, 'try again at retryAt');
}

const recorder = await Recorder.start();
let operations;
let partials;
let errors;
try {
  operations = await recordOperations(recorder);
  partials = await recordPartials(recorder);
  errors = await recordErrors(recorder);
} finally {
  await recorder.close();
}
/** With the names alone in its type, which keeps the package small. */
function declaration(name, type, records) {
  const names = Object.keys(records).map((key) => `'${key}'`);
  return `export const ${name}: Readonly<Record<${names.join('|')}, ${type}>> = ${JSON.stringify(records, null, 2)};`;
}

const text = timeless(
  [
    '/* eslint-disable */',
    '// Recorded from the gateway in front of the sandbox: `node scripts/client/record-responses.mjs`. "in 30 s" stands for a time from now on.',
    "import { type RecordedError } from '../recorded-error.js';",
    declaration('recordedOperations', 'object', operations),
    declaration('recordedPartials', 'object', partials),
    declaration('recordedErrors', 'RecordedError', errors),
  ].join('\n\n'),
);
const formatted = await format(text, { ...(await resolveConfig(file)), parser: 'typescript' });
if (!process.argv.includes('--check')) {
  writeFileSync(file, formatted);
} else if (readFileSync(file, 'utf8') !== formatted) {
  console.error('The records are stale: run `npm run build && node scripts/client/record-responses.mjs`.');
  process.exitCode = 1;
}
