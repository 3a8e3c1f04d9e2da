import { redact } from '../../../../src/onebox/redaction/redact';

const token = 'EAAG73PZBL8q4BACaAO7eALsI5TaCImCnkAnRf566L0r9gPP0oeOxp8LTRnZBmOUD9';
const broken = (separator: string, every = 20): string =>
  (token.match(new RegExp(`.{1,${every}}`, 'g')) ?? []).join(separator);

describe('redact', () => {
  it.each([
    'you are not authorized to log into this site 1691',
    'time limit reached please try again tomorrow at 18:00 - 06:00',
    "Unsupported post request. Object with ID '1429967973729263' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
    '(#200) User does not have sufficient administrative permission for this action on this page.',
    'The Page 241794770143249 was connected at 2020-09-09 09:45:05, see www.onebox.co.id/help/instagram.',
    'Error validating access token: OAuthException, code 190, subcode 463 (v18.0).',
    'try again @ 18.00 - 06.00',
    'R&D says &lt;no&gt; &amp; "5 &gt; 3"',
    'Kode salah, coba lagi – terima kasih 🙏',
  ])('keeps a text without secrets: %s', (words) => {
    expect(redact(words)).toBe(words);
  });

  it.each([
    ['behind 490 characters', `${'word '.repeat(98)}${token}`],
    ['across the cut', `${'word '.repeat(99)}ab ${token}`],
    ['far behind what is kept', `${token} `.repeat(100)],
    ['with / every 20 characters', `see ${broken('/')} now`],
    ['with / every 12 characters', `see ${broken('/', 12)} now`],
    ['with . every 20 characters', `see ${broken('.')} now`],
    ['with : every 20 characters', `see ${broken(':')} now`],
    ['with %2F every 20 characters', `see ${broken('%2F')} now`],
    ['with blanks every 20 characters', `see ${broken(' ')} now`],
    ['with line breaks every 20 characters', `see ${broken('\n')} now`],
    ['with zero-width spaces every 5 characters', `see ${broken('\u200B', 5)} now`],
    ['with soft hyphens every 5 characters', `see ${broken('\u00AD', 5)} now`],
    ['in an address', `see https://graph.facebook.com/v18.0/me?access_token=${token}`],
  ])('removes a token %s', (_where, words) => {
    const kept = redact(words);
    expect(kept).toContain('[r');
    for (let start = 0; start + 8 <= token.length; start++) {
      expect(kept).not.toContain(token.slice(start, start + 8));
    }
  });

  it.each([
    ['no input is looked at for ever', `${'a'.repeat(3_990)} ${token}${'/'.repeat(100_000)}`],
    ['no pattern takes long', '@'.repeat(1_000_000)],
    ['no pattern takes long for mixed words', 'a1/'.repeat(1_000_000)],
    ...[
      '&amp;',
      '&#',
      '&#0',
      '&#x0',
      '%25',
      '%',
      '\\\\',
      '\\\\u',
      ' @',
      '@ a',
      'a.',
      'a1',
      ' ',
      '\u0301',
      '\uFF20',
    ].map((piece): [string, string] => [
      `not even for ${JSON.stringify(piece)}`,
      piece.repeat(100_000 / piece.length),
    ]),
  ])('returns at most 500 characters: %s', (_what, words) => {
    expect(redact(words).length).toBeLessThanOrEqual(500);
  });

  it('checks the first 8 KiB of a text', () => {
    const looked: string[] = [];
    redact('word '.repeat(20_000), (text) => {
      looked.push(text);
      return text;
    });
    expect(looked.map(({ length }) => length)).toEqual([8189]);
  });

  it.each(['decimal', 'hexadecimal'])('removes a token in %s character references of HTML', (how) => {
    const written = Array.from(token, (character) => {
      const codePoint = character.charCodeAt(0);
      return how === 'decimal' ? `&#${codePoint};` : `&#x${codePoint.toString(16)};`;
    });
    expect(redact(`no ${written.join('')} here`)).toBe('no [removed] here');
  });

  it('keeps the character references that make a text safe in HTML', () => {
    expect(redact('no &lt;b&gt; &#60;i&#x3E; here')).toBe('no &lt;b&gt; &#60;i&#x3E; here');
  });

  it('removes invisible characters and those that reverse the text', () => {
    expect(redact('Expired\u202E\u2066 tok\u200Ben\u0000\u0085now\u2028here\uFEFF')).toBe(
      'Expired token now here',
    );
  });

  it('does not end in half a character', () => {
    expect(redact(`${'x '.repeat(249)}y🙏`)).not.toMatch(/[\uD800-\uDBFF]$/);
  });

  it.each([
    'jo@example.com',
    'jo%40example.com',
    'jo%2540example.com',
    'jo%252540example.com',
    'jo&#64;example.com',
    'jo&#064;example.com',
    'jo&#x40;example.com',
    'jo&amp;#64;example.com',
    'jo&commat;example.com',
    'jo&commat;example&period;com',
    'jo\\u0040example.com',
    'jo\uFF20example.com',
    'jo @ example.com',
    'jo@ example.com',
    'jo @example.com',
    'jo %40 example.com',
    '<jo@example.com>',
  ])('removes the e-mail address %s', (address) => {
    expect(redact(`no ${address} here`)).toMatch(/^no <?\[removed\]>? here$/);
  });
});
