import { type Letters, lettersOf, plainOf, type Reading, readingOf, readingsOf } from './text-readings';

type Range = readonly [start: number, end: number];

const removed = '[removed]';
// A shorter one keeps nothing safe, and may well be a word of the text.
const shortestSecret = 6;
// A shorter one that something breaks up may well be two words of a sentence.
const shortestBroken = 24;
// A longer one is no token, and what is looked at is shorter.
const longestSecret = 16 * 1024;
const mostBetween = 6;
// So much of a long one is enough to know it by.
const edgeLength = 12;
const shortestCore = 8;

/**
 * The text with a known secret taken out, however anybody who repeated it there has spelt it: in any case, percent-encoded,
 * as a form has it, with references of HTML or escapes of JSON, several times over, and in base64. A long one is found by its
 * letters and digits alone, whatever stands between them, and by its first or last characters. Takes time in proportion
 * to the text: no pattern is made of a secret.
 */
export function withoutSecret(text: string, secret: string): string {
  if (secret.length < shortestSecret) return text;
  const sought = soughtOf(secret.slice(0, longestSecret));
  return cutOut(
    text,
    readingsOf(text).flatMap((reading) => {
      const plain = plainOf(reading);
      const letters = lettersOf(plain);
      return [
        ...occurrences(plain, sought.plain),
        ...sought.letters.flatMap((part) => closeOccurrences(letters, part)),
        ...sought.ends.flatMap((end) => endOccurrences(letters, end)),
        ...sought.base64.flatMap((part) =>
          closeOccurrences(letters, part).map(([start, end]): Range => [start, endOfBase64(text, end)]),
        ),
      ];
    }),
  );
}

/** The first letters of a secret, which more of it may follow, or the last, which more of it may precede. */
interface End {
  part: string;
  more: string;
  step: 1 | -1;
}

/** What of a secret is looked for: in plain text, in its letters and digits alone, and in those of base64. */
function soughtOf(secret: string): { plain: string; letters: string[]; ends: End[]; base64: string[] } {
  const lettersIn = (text: string): string => lettersOf(plainOf(readingOf(text))).text;
  const letters = lettersIn(secret);
  const isLong = letters.length >= shortestBroken;
  const hex = Buffer.from(secret).toString('hex');
  return {
    plain: plainOf(readingOf(secret)).text,
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

/** Behind the core of a secret's base64 there may be a character that depends on what follows, and padding. */
function endOfBase64(text: string, end: number): number {
  return end + (/^[A-Za-z0-9+/_-]?={0,2}/.exec(text.slice(end, end + 3))?.[0].length ?? 0);
}

/** The letters and digits of a secret's base64 that are the same wherever it begins in what is encoded. */
function base64Cores(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const base64 = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const core = base64.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    const letters = core.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
    return letters.length < shortestCore ? [] : [letters];
  });
}

function occurrences({ text, starts, ends }: Reading, part: string): Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    ranges.push([starts[at] ?? 0, ends[at + part.length - 1] ?? 0]);
  }
  return ranges;
}

/** Where letters follow one another without much between any two of them. */
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
    if ((indexes[index + 1] ?? 0) - (indexes[index] ?? 0) > mostBetween + 1) return false;
  }
  return true;
}

/** Where an end of a secret is, with as much of the rest as is there. */
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
  let left = '';
  let end = 0;
  for (const [start, stop] of [...ranges].sort(([a], [b]) => a - b)) {
    if (start >= end) left += text.slice(end, start) + removed;
    end = Math.max(end, stop);
  }
  return left + text.slice(end);
}
