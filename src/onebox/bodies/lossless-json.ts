import { randomBytes } from 'node:crypto';

// Random, so that no body can contain a string that begins with it.
const marker = `\x7F${randomBytes(6).toString('base64')}`;
const markerStart = marker.charCodeAt(0);

// Finds texts with a number of 16 digits or more (2^53 has 16), or with a point or an exponent. Also matches within strings.
const mayLoseNotation = /(?:^|[:[,\s])(?:\d{16}|\d+(?:[eE]|\.\d))/;
// Excludes unquoted keys, which are not JSON and would become JSON. Excludes negative numbers, which are not ids and would become invalid.
// A number of more than 1,000 digits is not an id: a million digits would overflow the stack of the regular expression.
const losesNotation =
  /(?<![\w.+-])(?:[1-9]\d{15,999}|(?:0|[1-9]\d{0,999})(?:\.\d{1,999}(?:[eE][+-]?\d{1,999})?|[eE][+-]?\d{1,999}))(?=\s*(?:[,\]}]|$))/g;
const marked = `"${marker}$&"`;
// `1e3`, and the comma or bracket on each side of it.
const shortestGap = 4;

/**
 * Parses JSON as `JSON.parse` does, but keeps the notation of a number that would lose it: the number becomes a marked string, which
 * {@link spellingOf} reads. These are numbers of 16 digits or more, such as Instagram ids, and numbers with a point or an exponent. The
 * latter are not ids, even if their value is whole. Throws a SyntaxError.
 */
export function parseLosslessJson(text: string): unknown {
  return JSON.parse(mayLoseNotation.test(text) ? withMarks(text) : text) as unknown;
}

/** Whether a string of a parsed body is a marked number. */
export function isMarked(value: string): boolean {
  return value.charCodeAt(0) === markerStart && value.startsWith(marker);
}

/** The notation of a number that {@link parseLosslessJson} marked. Undefined for any other string. */
export function spellingOf(value: string): string | undefined {
  return isMarked(value) ? value.slice(marker.length) : undefined;
}

function withMarks(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  for (let gap = 0; gap < text.length;) {
    const quote = text.indexOf('"', gap);
    const gapEnd = quote < 0 ? text.length : quote;
    if (gapEnd - gap >= shortestGap) {
      const before = text.slice(gap, gapEnd);
      const after = before.replace(losesNotation, marked);
      if (after !== before) {
        parts.push(text.slice(copied, gap), after);
        copied = gapEnd;
      }
    }
    gap = quote < 0 ? text.length : endOfString(text, quote);
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(copied);
}

/** The index after the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}
