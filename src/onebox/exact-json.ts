import { isSafeNumber, parse as parseLossless } from 'lossless-json';

// Sixteen digits in a row outside quotes, or anything that looks so: 2^53 has sixteen.
const mayLoseDigits = /[:[,\s-]\d{16}/;

/**
 * `JSON.parse`, but a whole number that a JavaScript number cannot hold comes out as the string of its digits:
 * Instagram ids are that long. Throws a SyntaxError.
 */
export function parseExactJson(text: string): unknown {
  if (!mayLoseDigits.test(text)) return JSON.parse(text) as unknown;
  return parseLossless(text, undefined, (digits) => (isSafeNumber(digits) ? Number(digits) : digits));
}
