import { type DocumentNode } from 'graphql';

// Measured with --expose-gc over a hundred operations of a kind, from plain ones to dense ones with many fragments. A document
// took 260 to 400 bytes a token with the places of its nodes, 80 to 170 without. A plan took 430 to 1190 bytes a field.
const bytesPerToken = { located: 400, unlocated: 170 };
const bytesPerField = 1200;
const overheadBytes = 1000;

/** How many bytes a parsed document keeps, its text included. */
export function documentBytes({ tokenCount = 0, loc }: DocumentNode): number {
  const perToken = loc === undefined ? bytesPerToken.unlocated : bytesPerToken.located;
  return overheadBytes + tokenCount * perToken + (loc?.source.body.length ?? 0);
}

/** How many bytes the functions for so many fields keep. */
export function functionBytes(fields: number): number {
  return overheadBytes + fields * bytesPerField;
}
