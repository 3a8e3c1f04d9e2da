import { encodedSpellings } from '../../src/onebox/encoded-spellings';
import { redacted, withoutSecret } from '../../src/onebox/redacted';

const token = 'EAAG73PZBL8q4BACaAO7eALsI5TaCImCnkAnRf566L0r9gPP0oeOxp8LTRnZBmOUD9';
const broken = (separator: string, every = 20): string =>
  (token.match(new RegExp(`.{1,${every}}`, 'g')) ?? []).join(separator);

describe('words of Onebox', () => {
  it.each([
    'you are not authorized to log into this site 1691',
    'time limit reached please try again tomorrow at 18:00 - 06:00',
    "Unsupported post request. Object with ID '1429967973729263' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
    '(#200) User does not have sufficient administrative permission for this action on this page.',
    'The Page 241794770143249 was connected at 2020-09-09 09:45:05, see www.onebox.co.id/help/instagram.',
    'Error validating access token: OAuthException, code 190, subcode 463 (v18.0).',
    'Kode salah, coba lagi – terima kasih 🙏',
  ])('stay as they are: %s', (words) => {
    expect(redacted(words)).toBe(words);
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
  ])('lose a token %s', (_where, words) => {
    const kept = redacted(words);
    expect(kept).toContain('[r');
    for (let start = 0; start + 8 <= token.length; start++) {
      expect(kept).not.toContain(token.slice(start, start + 8));
    }
  });

  it.each([
    ['no input is looked at for ever', `${'a'.repeat(3_990)} ${token}${'/'.repeat(100_000)}`],
    ['no pattern takes long', '@'.repeat(1_000_000)],
    ['no pattern takes long for mixed words', 'a1/'.repeat(1_000_000)],
  ])('are at most 500 characters: %s', (_what, words) => {
    expect(redacted(words).length).toBeLessThanOrEqual(500);
  });

  it('lose what is not seen and what turns text around', () => {
    expect(redacted('Expired\u202E\u2066 tok\u200Ben\u0000\u0085now\u2028here\uFEFF')).toBe(
      'Expired token now here',
    );
  });

  it('do not end in half a character', () => {
    expect(redacted(`${'x '.repeat(249)}y🙏`)).not.toMatch(/[\uD800-\uDBFF]$/);
  });

  it.each(['jo@example.com', 'jo%40example.com', 'jo&#64;example.com', '<jo@example.com>'])(
    'lose the address %s',
    (address) => {
      expect(redacted(`no ${address} here`)).toMatch(/^no <?\[removed\]>? here$/);
    },
  );
});

describe('a known secret', () => {
  const secret = 'pä ss&"wo/rd%<1>';
  it.each([
    ['as it is', secret],
    ['in upper case', secret.toUpperCase()],
    ['decomposed', secret.normalize('NFD')],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded in lower case', encodeURIComponent(secret).toLowerCase()],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    [
      'percent-encoded to the last character',
      [...Buffer.from(secret)].map((byte) => `%${byte.toString(16)}`).join(''),
    ],
    ['as a form has it', new URLSearchParams({ p: secret }).toString().slice(2)],
    ['as HTML', 'pä ss&amp;&quot;wo/rd%&lt;1&gt;'],
    ['as HTML with numbers', 'p&#228; ss&#x26;&#034;wo/rd%&#60;1&#x3E;'],
    ['as JSON', JSON.stringify(secret).slice(1, -1)],
    ['as JSON in ASCII', 'p\\u00e4 ss&\\"wo\\/rd%<1>'],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
    ['in base64 behind something', Buffer.from(`x:${secret}`).toString('base64')],
    ['with a character in it that is not seen', secret.replace('ss', 's\u200Bs')],
  ])('is taken out %s', (_how, spelt) => {
    const left = redacted(`no, ${spelt} is wrong`, (text) => withoutSecret(text, secret));
    expect(left).toMatch(/^no, .{0,4}\[removed\].{0,2} is wrong$/);
  });

  it('that is short enough to be a word is left', () => {
    expect(withoutSecret('Expired token', 'token')).toBe('Expired token');
  });

  it.each(['a.b+c*d?', '((((((', '\\\\\\\\\\\\', '[x]{6}$^|'])('is no pattern: %s', (odd) => {
    expect(`<${odd}>`.replace(encodedSpellings(odd), '')).toBe('<>');
    expect('aXbbccd abcdef'.replace(encodedSpellings(odd), '')).toBe('aXbbccd abcdef');
  });
});
