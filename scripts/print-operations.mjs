/** Makes what codegen has found in schema/operations the manifest of the gateway's own operations: part of `npm run codegen`. */
import { copyFileSync } from 'node:fs';

copyFileSync(
  new URL('../test/generated/persisted-documents.json', import.meta.url),
  new URL('../schema/persisted-operations.json', import.meta.url),
);
