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
// Each repetition is bounded, so that matching takes linear time.
const reference = new RegExp(
  `&(?:amp;){0,4}(?:#0{0,8}(\\d{1,7})|#x0{0,8}([0-9a-f]{1,6})|(${Object.keys(named).join('|')})(?=;));?`,
  'gi',
);

/** Decodes the HTML character references of a text, except those of HTML's special characters. */
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
