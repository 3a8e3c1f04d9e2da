// How many times a text may have been encoded.
const maxEncodings = 3;
// Percent-encoding, HTML character references and JSON escapes. They begin with different characters.
const encoded =
  /(?:%[0-9a-f]{2})+|&#(\d{1,7});?|&#x([0-9a-f]{1,6});?|&(amp|lt|gt|quot|apos|nbsp|commat|sol|plus|equals|period);|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|\\(["'\\/bfnrt])/gi;
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  commat: '@',
  sol: '/',
  plus: '+',
  equals: '=',
  period: '.',
};
const invisible = /^[\p{Cf}\p{Cc}]$/u;
const printable = /^[!-~]$/;
const blank = /^[\s+]$/;
const alphanumeric = /^[a-z0-9]$/;

/** A decoded form of a text, with the position of each character in the original. */
export interface DecodedText {
  text: string;
  starts: readonly number[];
  ends: readonly number[];
}

/** The text itself, and its forms after one to three rounds of decoding. */
export function decodedTextsOf(text: string): DecodedText[] {
  const forms = [undecodedTextOf(text)];
  for (let round = 0; round < maxEncodings; round += 1) {
    const last = forms.at(-1) as DecodedText;
    const next = decode(last);
    if (next.text === last.text) break;
    forms.push(next);
  }
  return forms;
}

/** The text itself, without decoding. */
export function undecodedTextOf(text: string): DecodedText {
  const starts = Array.from({ length: text.length }, (_, index) => index);
  return { text, starts, ends: starts.map((start) => start + 1) };
}

function decode({ text, starts, ends }: DecodedText): DecodedText {
  const parts: DecodedText[] = [];
  let copied = 0;
  for (const match of text.matchAll(encoded)) {
    const { index } = match;
    const end = index + match[0].length;
    const plain = decodedOf(match);
    parts.push({
      text: text.slice(copied, index),
      starts: starts.slice(copied, index),
      ends: ends.slice(copied, index),
    });
    parts.push({
      text: plain,
      starts: Array<number>(plain.length).fill(starts[index] ?? 0),
      ends: Array<number>(plain.length).fill(ends[end - 1] ?? 0),
    });
    copied = end;
  }
  parts.push({ text: text.slice(copied), starts: starts.slice(copied), ends: ends.slice(copied) });
  return {
    text: parts.map((part) => part.text).join(''),
    starts: parts.flatMap((part) => part.starts),
    ends: parts.flatMap((part) => part.ends),
  };
}

function decodedOf([whole, decimal, hex, name, unit, byte, escaped]: RegExpExecArray): string {
  if (whole.startsWith('%')) return Buffer.from(whole.replaceAll('%', ''), 'hex').toString('utf8');
  if (name !== undefined) return named[name.toLowerCase()] ?? '';
  if (escaped !== undefined) return /[bfnrt]/.test(escaped) ? ' ' : escaped;
  const code =
    decimal === undefined ? Number.parseInt(hex ?? unit ?? byte ?? '0', 16) : Number.parseInt(decimal, 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

/** A text in lower case and decomposed (NFKD), with `+` and white space as blanks, without invisible characters. */
export function plainOf(decoded: DecodedText): DecodedText {
  return mapped(decoded, (character) => {
    if (blank.test(character)) return ' ';
    if (printable.test(character)) return character.toLowerCase();
    return invisible.test(character) ? '' : character.normalize('NFKD').toLowerCase();
  });
}

/** The letters and digits of a text, with the index of each in that text. */
export interface Letters extends DecodedText {
  indexes: readonly number[];
}

/** Keeps only letters and digits. */
export function lettersOf({ text, starts, ends }: DecodedText): Letters {
  const indexes: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    if (alphanumeric.test(text.charAt(index))) indexes.push(index);
  }
  return {
    text: indexes.map((index) => text.charAt(index)).join(''),
    starts: indexes.map((index) => starts[index] ?? 0),
    ends: indexes.map((index) => ends[index] ?? 0),
    indexes,
  };
}

function mapped({ text, starts, ends }: DecodedText, change: (character: string) => string): DecodedText {
  const characters: string[] = [];
  const newStarts: number[] = [];
  const newEnds: number[] = [];
  let index = 0;
  for (const character of text) {
    const changed = change(character);
    characters.push(changed);
    for (let unit = 0; unit < changed.length; unit += 1) {
      newStarts.push(starts[index] ?? 0);
      newEnds.push(ends[index + character.length - 1] ?? 0);
    }
    index += character.length;
  }
  return { text: characters.join(''), starts: newStarts, ends: newEnds };
}
