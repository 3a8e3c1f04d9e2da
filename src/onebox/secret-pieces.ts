import { base64Cores } from './encoded-spellings';

// Fewer letters and digits may well be words of a sentence.
const shortestLong = 24;
const pieceLength = 12;
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
 * The text without any piece of a long secret, or of its base64, of twelve letters and digits, between each two of which may be
 * up to six other characters.
 */
export function withoutPieces(text: string, secret: string, replacement: string): string {
  const sought = lettersOf(secret).text;
  const { text: letters, places } = lettersOf(text);
  if (sought.length < shortestLong || letters.length < pieceLength) return text;
  const pieces = new Set<string>();
  for (const spelt of [sought, ...base64Cores(secret).map((core) => lettersOf(core).text)]) {
    for (let start = 0; start + pieceLength <= spelt.length; start++) {
      pieces.add(spelt.slice(start, start + pieceLength));
    }
  }
  let kept = '';
  let keptUntil = 0;
  let goneUntil = 0;
  for (let index = 0; index + pieceLength <= letters.length; index++) {
    const [first, last] = [places[index], places[index + pieceLength - 1]];
    if (first === undefined || last === undefined || first.breaks !== last.breaks) continue;
    if (!pieces.has(letters.slice(index, index + pieceLength))) continue;
    if (first.start >= goneUntil) {
      kept += text.slice(keptUntil, first.start) + replacement;
    }
    goneUntil = last.end;
    keptUntil = goneUntil;
  }
  return kept + text.slice(keptUntil);
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
