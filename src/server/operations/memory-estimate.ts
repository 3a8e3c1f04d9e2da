import { type DocumentNode } from 'graphql';

// Measured with --expose-gc over a hundred operations of each kind, from plain ones to dense ones with many fragments. A document took
// 260 to 400 bytes a token with node locations, and 80 to 170 without. Compiled functions took 430 to 1190 bytes a field.
const bytesPerToken = { located: 400, unlocated: 170 };
const bytesPerField = 1200;
const overheadBytes = 1000;

/** The estimated memory of a parsed document with its text, in bytes. */
export function documentBytes({ tokenCount = 0, loc }: DocumentNode): number {
  const perToken = loc === undefined ? bytesPerToken.unlocated : bytesPerToken.located;
  return overheadBytes + tokenCount * perToken + (loc?.source.body.length ?? 0);
}

/** The estimated memory of the compiled functions for this number of fields, in bytes. */
export function functionBytes(fields: number): number {
  return overheadBytes + fields * bytesPerField;
}
