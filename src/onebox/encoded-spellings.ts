const namedReferences: Partial<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
// Fewer characters of base64 say nothing.
const shortestCore = 8;

// A shorter text may well be two words of a sentence.
const shortestBroken = 24;

/**
 * Finds a text in whatever case and spelling: percent-encoded, also several times, as a form has it, with the character
 * references of HTML, the escapes of JSON, and in base64, also as a part of something longer. A long one is found also where
 * blanks or slashes break it up.
 */
export function encodedSpellings(text: string): RegExp {
  const characters = Array.from(text);
  const isLong = characters.length >= shortestBroken;
  const spelt = characters.map((character, index) => {
    const next = characters[index + 1];
    // Only between letters and digits, where there is but one way to read it.
    const mayBreak = isLong && isAlphanumeric(character) && next !== undefined && isAlphanumeric(next);
    return `(?:${spellingsOf(character).join('|')})${mayBreak ? String.raw`[\s/]?` : ''}`;
  });
  return new RegExp([spelt.join(''), ...base64Cores(text)].join('|'), 'gi');
}

/** The longer ones first: a percent sign and an ampersand also begin an encoded one. */
function spellingsOf(character: string): string[] {
  const codePoint = character.codePointAt(0) ?? 0;
  const units = Array.from({ length: character.length }, (_, index) => hex(character.charCodeAt(index), 4));
  const named = namedReferences[character];
  return [
    ...(named === undefined ? [] : [named]),
    Array.from(Buffer.from(character), (byte) => `%(?:25)*${hex(byte, 2)}`).join(''),
    `&#0*${codePoint};`,
    `&#x0*${hex(codePoint, 1)};`,
    units.map((unit) => String.raw`\\u${unit}`).join(''),
    ...(character === ' ' ? [String.raw`\+`] : []),
    ...(/["\\/]/.test(character) ? [String.raw`\\${literal(character)}`] : []),
    literal(character),
  ];
}

function isAlphanumeric(character: string): boolean {
  return /^[A-Za-z0-9]$/.test(character);
}

/** What of the text's base64 is the same wherever it begins in what is encoded. */
function base64Cores(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = Math.ceil((offset * 8) / 6);
    const core = encoded.slice(first, Math.floor(((offset + bytes.length) * 8) / 6));
    if (core.length < shortestCore) return [];
    return [
      `${literal(core)
        .replaceAll(String.raw`\+`, '[+-]')
        .replaceAll('/', '[/_]')}[A-Za-z0-9]?=*`,
    ];
  });
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function hex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0');
}
