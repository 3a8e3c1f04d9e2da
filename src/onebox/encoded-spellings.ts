const namedReferences: Partial<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
// Fewer characters of base64 say nothing.
const shortestCore = 8;

/**
 * Finds a text in whatever case and spelling: percent-encoded, also several times, as a form has it, with the character
 * references of HTML, the escapes of JSON, and in base64, also as a part of something longer.
 */
export function encodedSpellings(text: string): RegExp {
  const spelt = Array.from(text, (character) => `(?:${spellingsOf(character).join('|')})`);
  return new RegExp([spelt.join(''), ...base64Cores(text).map(base64Spelling)].join('|'), 'gi');
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

/** What of the text's base64 is the same wherever it begins in what is encoded. */
export function base64Cores(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const first = Math.ceil((offset * 8) / 6);
    const core = encoded.slice(first, Math.floor(((offset + bytes.length) * 8) / 6));
    return core.length < shortestCore ? [] : [core];
  });
}

function base64Spelling(core: string): string {
  return `${literal(core)
    .replaceAll(String.raw`\+`, '[+-]')
    .replaceAll('/', '[/_]')}[A-Za-z0-9]?=*`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}

function hex(number: number, length: number): string {
  return number.toString(16).padStart(length, '0');
}
