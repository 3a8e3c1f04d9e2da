const named: Partial<Record<string, string>> = {
  commat: '@',
  period: '.',
  lowbar: '_',
  plus: '+',
  equals: '=',
  sol: '/',
  colon: ':',
  percnt: '%',
  nbsp: ' ',
};
// Each repetition is bounded, so that no text takes long.
const reference = new RegExp(
  `&(?:amp;){0,4}(?:#0{0,8}(\\d{1,7})|#x0{0,8}([0-9a-f]{1,6})|(${Object.keys(named).join('|')})(?=;));?`,
  'gi',
);

/** The text with HTML's character references decoded, but for those of characters that mean something in HTML. */
export function withoutCharacterReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    reference,
    (written, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      const codePoint = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      const character = name === undefined ? characterOf(codePoint) : (named[name.toLowerCase()] ?? written);
      return /[<>&"']/.test(character) ? written : character;
    },
  );
}

function characterOf(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : ' ';
}
