import {
  type Letters,
  lettersOf,
  plainOf,
  type DecodedText,
  undecodedTextOf,
  decodedTextsOf,
} from './decoded-text';

type Range = readonly [start: number, end: number];

const removed = '[removed]';
// A shorter secret protects nothing, and may be an ordinary word of the text.
const shortestSecret = 6;
// A shorter secret that is divided by other characters may be two words of a sentence.
const shortestDivided = 24;
// A longer value is not a token, and the redacted text is shorter.
const longestSecret = 16 * 1024;
// The maximum of characters between two letters of a divided secret.
const maxGap = 6;
// The length of the beginning or end that identifies a long secret.
const edgeLength = 12;
const shortestCore = 8;

/**
 * Removes a known secret from a text in any encoding: upper or lower case, percent-encoding, form encoding, HTML character references or
 * JSON escapes (also several times over), and base64. A long secret is found by its letters and digits alone, with other characters
 * between them, and by its first or last characters. Takes linear time, since no regular expression is built from a secret.
 */
export function withoutSecret(text: string, secret: string): string {
  if (secret.length < shortestSecret) return text;
  const patterns = patternsOf(secret.slice(0, longestSecret));
  return cutOut(
    text,
    decodedTextsOf(text).flatMap((decoded) => {
      const plain = plainOf(decoded);
      const letters = lettersOf(plain);
      return [
        ...occurrences(plain, patterns.plain),
        ...patterns.letters.flatMap((part) => closeOccurrences(letters, part)),
        ...patterns.ends.flatMap((end) => endOccurrences(letters, end)),
        ...patterns.base64.flatMap((part) =>
          closeOccurrences(letters, part).map(([start, end]): Range => [start, endOfBase64(text, end)]),
        ),
      ];
    }),
  );
}

/** The first letters of a secret (step 1), which more of it may follow, or its last letters (step -1), which more may precede. */
interface End {
  part: string;
  more: string;
  step: 1 | -1;
}

/** The patterns to search for: the secret in plain text, its letters and digits alone, and those of its base64. */
function patternsOf(secret: string): { plain: string; letters: string[]; ends: End[]; base64: string[] } {
  const lettersIn = (text: string): string => lettersOf(plainOf(undecodedTextOf(text))).text;
  const letters = lettersIn(secret);
  const isLong = letters.length >= shortestDivided;
  const hex = Buffer.from(secret).toString('hex');
  return {
    plain: plainOf(undecodedTextOf(secret)).text,
    letters: isLong ? [letters, hex] : [],
    ends: isLong
      ? [
          { part: lettersIn(secret.slice(0, edgeLength)), more: letters, step: 1 as const },
          { part: lettersIn(secret.slice(-edgeLength)), more: letters, step: -1 as const },
        ].filter(({ part }) => part.length >= shortestCore)
      : [],
    base64: base64Cores(secret),
  };
}

/** After the core of a base64 secret there may be padding, and a character that depends on the next bytes. */
function endOfBase64(text: string, end: number): number {
  return end + (/^[A-Za-z0-9+/_-]?={0,2}/.exec(text.slice(end, end + 3))?.[0].length ?? 0);
}

/** The letters and digits of a secret's base64 that do not depend on neighbouring bytes, for each of the three offsets. */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const base64 = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const core = base64.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    const letters = core.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
    return letters.length < shortestCore ? [] : [letters];
  });
}

function occurrences({ text, starts, ends }: DecodedText, part: string): Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    ranges.push([starts[at] ?? 0, ends[at + part.length - 1] ?? 0]);
  }
  return ranges;
}

/** The ranges where the letters of `part` follow one another, at most {@link maxGap} characters apart. */
function closeOccurrences(letters: Letters, part: string): Range[] {
  const { text, starts, ends } = letters;
  const ranges: Range[] = [];
  for (let at = text.indexOf(part); at >= 0;) {
    const last = at + part.length - 1;
    const isFound = isClose(letters, at, last);
    if (isFound) ranges.push([starts[at] ?? 0, ends[last] ?? 0]);
    at = text.indexOf(part, isFound ? last + 1 : at + 1);
  }
  return ranges;
}

function isClose({ indexes }: Letters, first: number, last: number): boolean {
  for (let index = first; index < last; index += 1) {
    if ((indexes[index + 1] ?? 0) - (indexes[index] ?? 0) > maxGap + 1) return false;
  }
  return true;
}

/** The ranges of an end of a secret, with as much of the rest as follows or precedes it. */
function endOccurrences(letters: Letters, { part, more, step }: End): Range[] {
  const { text, starts, ends } = letters;
  const ranges: Range[] = [];
  for (let at = text.indexOf(part); at >= 0;) {
    let [first, last] = [at, at + part.length - 1];
    if (!isClose(letters, first, last)) {
      at = text.indexOf(part, at + 1);
      continue;
    }
    if (step === 1) {
      while (last + 1 < text.length && text[last + 1] === more[last + 1 - at]) last += 1;
    } else {
      const offset = more.length - 1 - last;
      while (first > 0 && text[first - 1] === more[first - 1 + offset]) first -= 1;
    }
    ranges.push([starts[first] ?? 0, ends[last] ?? 0]);
    at = text.indexOf(part, Math.max(last, at) + 1);
  }
  return ranges;
}

function cutOut(text: string, ranges: readonly Range[]): string {
  let remaining = '';
  let end = 0;
  for (const [start, stop] of [...ranges].sort(([a], [b]) => a - b)) {
    if (start >= end) remaining += text.slice(end, start) + removed;
    end = Math.max(end, stop);
  }
  return remaining + text.slice(end);
}
