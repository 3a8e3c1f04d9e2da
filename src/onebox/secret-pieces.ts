import { base64Cores } from './encoded-spellings';

// Fewer letters and digits may well be words of a sentence.
const shortestLong = 24;
const pieceLength = 12;
const shortestEnd = 8;
const mostBetween = 6;

// Each repetition is bounded, so that no text takes long.
const unit = /%(?:25){0,8}([0-9a-f]{2})|\\{1,4}u([0-9a-f]{4})|\\{1,4}x([0-9a-f]{2})|[^]/giu;

interface Letters {
  /** Letters and digits of ASCII in lower case. */
  text: string;
  /** Where each begins, where it ends, and how often there was too much between two before it. */
  places: { start: number; end: number; breaks: number }[];
}

/**
 * The text without any piece of a long secret, or of its base64 or hexadecimal form, of twelve letters and digits, between each
 * two of which may be up to six other characters; and without its first and last twelve characters, whatever they are.
 */
export function withoutPieces(text: string, secret: string, replacement: string): string {
  const { text: letters, places } = lettersOf(text);
  if (letters.length < shortestEnd) return text;
  const pieces = piecesOf(secret);
  const lengths = [...new Set(Array.from(pieces, ({ length }) => length))];
  let kept = '';
  let goneUntil = 0;
  for (const [index, first] of places.entries()) {
    for (const length of lengths) {
      const last = places[index + length - 1];
      if (first.breaks !== last?.breaks || !pieces.has(letters.slice(index, index + length))) continue;
      if (first.start >= goneUntil) kept += text.slice(goneUntil, first.start) + replacement;
      goneUntil = Math.max(goneUntil, last.end);
    }
  }
  return kept + text.slice(goneUntil);
}

function piecesOf(secret: string): Set<string> {
  const pieces = new Set<string>();
  const sought = lettersOf(secret).text;
  if (sought.length < shortestLong) return pieces;
  const encoded = [...base64Cores(secret), Buffer.from(secret).toString('hex')];
  for (const spelt of [sought, ...encoded.map((one) => lettersOf(one).text)]) {
    for (let start = 0; start + pieceLength <= spelt.length; start++) {
      pieces.add(spelt.slice(start, start + pieceLength));
    }
  }
  for (const end of [secret.slice(0, pieceLength), secret.slice(-pieceLength)]) {
    const { text } = lettersOf(end);
    if (text.length >= shortestEnd) pieces.add(text);
  }
  return pieces;
}

function lettersOf(text: string): Letters {
  const letters: string[] = [];
  const places: Letters['places'] = [];
  let between = 0;
  let breaks = 0;
  for (const match of text.matchAll(unit)) {
    const [written, percent, short, byte] = match;
    const hex = percent ?? short ?? byte;
    const character = hex === undefined ? written : String.fromCharCode(Number.parseInt(hex, 16));
    // Also letters of full width, and those that carry marks.
    const plain = character
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '');
    if (plain === '') {
      between += 1;
      continue;
    }
    if (between > mostBetween) breaks += 1;
    between = 0;
    for (const letter of plain) {
      letters.push(letter);
      places.push({ start: match.index, end: match.index + written.length, breaks });
    }
  }
  return { text: letters.join(''), places };
}
