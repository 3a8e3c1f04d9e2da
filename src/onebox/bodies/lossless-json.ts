import { randomBytes } from 'node:crypto';

// Nobody outside this process can send a string that begins so.
const marker = `\x7F${randomBytes(6).toString('base64')}`;
const markerStart = marker.charCodeAt(0);

// Whether there may be a number of sixteen digits, as 2^53 has, or with a point or an exponent. It may be within text.
const mayLoseSpelling = /(?:^|[:[,\s])(?:\d{16}|\d+(?:[eE]|\.\d))/;
// Not as a key, which would become JSON by it; not a negative number, which is no id and would cease to be JSON.
const losesSpelling =
  /(?<![\w.+-])(?:[1-9]\d{15,}|(?:0|[1-9]\d*)(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+))(?=\s*(?:[,\]}]|$))/g;
const marked = `"${marker}$&"`;
// `1e3`, and the comma or bracket on each side of it.
const shortestGap = 4;

/**
 * Parses as `JSON.parse` does, but a number that could lose its spelling becomes a string that only {@link spellingOf} reads:
 * one of sixteen and more digits, since Instagram ids are that long, and one with a point or an exponent, which is no
 * id even where its value is whole. Throws a SyntaxError.
 */
export function parseLosslessJson(text: string): unknown {
  return JSON.parse(mayLoseSpelling.test(text) ? withMarks(text) : text) as unknown;
}

/** Whether a string of a parsed body stands for a number. */
export function isMarked(value: string): boolean {
  return value.charCodeAt(0) === markerStart && value.startsWith(marker);
}

/** How a number was spelt, where {@link parseLosslessJson} kept that. */
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
      const after = before.replace(losesSpelling, marked);
      if (after !== before) {
        parts.push(text.slice(copied, gap), after);
        copied = gapEnd;
      }
    }
    gap = quote < 0 ? text.length : endOfString(text, quote);
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(copied);
}

/** The index behind the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return text.length;
}
