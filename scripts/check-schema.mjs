/**
 * Tells what has changed in the schema since the last release, and ends with 1 where clients would break:
 * `npm run schema:check`. A release makes schema/gateway.graphql the new schema/released.graphql.
 */
import { readFileSync } from 'node:fs';

import { ChangeType, CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildASTSchema, parse } from 'graphql';

const [released = 'released.graphql', current = 'gateway.graphql'] = process.argv.slice(2);

function schemaIn(file) {
  const text = readFileSync(new URL(file, new URL('../schema/', import.meta.url)), 'utf8');
  // What the federation directives mean is not in the file: composing says whether they still hold.
  return buildASTSchema(parse(text), { assumeValidSDL: true });
}

/** A key that is gone breaks the subgraphs that refer by it. */
function lostKeysBreak({ changes }) {
  return changes.map((change) =>
    change.type === ChangeType.DirectiveUsageObjectRemoved
      ? { ...change, criticality: { level: CriticalityLevel.Breaking } }
      : change,
  );
}

const changes = await diff(schemaIn(released), schemaIn(current), [lostKeysBreak]);
for (const { criticality, message } of changes) console.log(`${criticality.level}: ${message}`);
const breaking = changes.filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking);
console.log(`${changes.length} changes since the last release, ${breaking.length} of them breaking.`);
process.exitCode = breaking.length > 0 ? 1 : 0;
