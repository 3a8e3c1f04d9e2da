import { withoutSecret } from '../../../../src/onebox/redaction/known-secrets';
import { redact } from '../../../../src/onebox/redaction/redact';

describe('withoutSecret', () => {
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
  ])('removes a secret %s', (_how, spelt) => {
    const left = redact(`no, ${spelt} is wrong`, (text) => withoutSecret(text, secret));
    expect(left).toMatch(/^no, .{0,4}\[removed\].{0,2} is wrong$/);
  });

  it('keeps a secret that is as short as a word', () => {
    expect(withoutSecret('Expired token', 'token')).toBe('Expired token');
  });

  it.each(['a.b+c*d?', '((((((', '\\\\\\\\\\\\', '[x]{6}$^|'])('takes no secret for a pattern: %s', (odd) => {
    expect(withoutSecret(`<${odd}>`, odd)).toBe('<[removed]>');
    expect(withoutSecret('aXbbccd abcdef', odd)).toBe('aXbbccd abcdef');
  });
});

describe('withoutSecret of a secret of backslashes', () => {
  it.each([24, 320])('removes a secret of %d backslashes from a text with any number of them', (count) => {
    const secret = `${'\\\\'.repeat(count)}!`;
    for (const said of [
      secret,
      JSON.stringify(secret),
      '\\\\'.repeat(3 * count),
      JSON.stringify(JSON.stringify(secret)),
    ]) {
      const left = redact(`no ${said} here`, (text) => withoutSecret(text, secret));
      expect(left).not.toContain(secret);
      expect(left.length).toBeLessThanOrEqual(500);
    }
  });
});

describe('withoutSecret of a long secret', () => {
  const secret =
    'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';
  const every = (length: number, separator: string, text = secret): string =>
    (text.match(new RegExp(`.{1,${length}}`, 'g')) ?? []).join(separator);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const separators = [
    ' ',
    '  ',
    ', ',
    ' - ',
    '... ',
    '|',
    '" "',
    '" + "',
    '\r\n',
    '=\r\n',
    '\u0301',
    '\u00A0',
    '%0A',
    '\\u000a',
  ];

  it.each<[string, string]>([
    ...separators.flatMap((separator) =>
      [1, 4, 10, 11, 20].map((length): [string, string] => [
        `with ${JSON.stringify(separator)} every ${length} characters`,
        every(length, separator),
      ]),
    ),
    ...separators.map((separator): [string, string] => [
      `in base64 with ${JSON.stringify(separator)} every 10 characters`,
      every(10, separator, base64(secret)),
    ]),
    ['in base64 behind something, broken up', every(20, ', ', base64(`x:${secret}`))],
    ['but for its end', `${secret.slice(0, 20)}...`],
    ['but for all but 12 characters of its beginning', secret.slice(0, 12)],
    ['but for its beginning', `...${secret.slice(-20)}`],
    ['but for its middle', `${secret.slice(0, 14)}\u2026${secret.slice(-14)}`],
    ['of full width', secret.replace(/\w/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0))],
    ['in the other case', secret.toLowerCase()],
    [
      'percent-encoded, broken up',
      every(10, ', ', secret).replace(/\w/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
    ],
    ['in escapes of JSON', secret.replace(/[^]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`)],
    ['in references of HTML', secret.replace(/[^]/g, (letter) => `&#${letter.charCodeAt(0)};`)],
    ['far behind', `${'x '.repeat(200)}${every(4, ' - ')}`],
    ['across what is looked at', `${'\u200B'.repeat(8000)} ${every(4, ' ')}`],
  ])('removes a secret %s', (_how, spelt) => {
    const left = redact(`no ${spelt} here`, (text) => withoutSecret(text, secret));
    const letters = (text: string): string => text.replaceAll('[removed]', '').replace(/[^A-Za-z0-9]/g, '');
    expect(letters(left).replace(/x/g, '').length).toBeLessThan(12);
  });

  it.each([
    '6Wjap9P0aDEdS0g+QoDvlblrHhaG0Y77G9egpnor/2s=:LCTBdjtB6k2jJaaP4PXSFA==',
    'a-B1c-D2e-F3g4H5i6J7k8L9m0N1-b2-c3-d4',
  ])('removes the first or last 12 characters of %s', (punctuated) => {
    for (const end of [punctuated.slice(0, 12), punctuated.slice(-12)]) {
      expect(withoutSecret(`no ...${end} here`, punctuated)).toMatch(/^no \.\.\.\[removed\]=* here$/);
    }
  });

  it('removes the secret in hexadecimal', () => {
    for (const separator of ['', ' ', ':']) {
      const spelt = Buffer.from(secret).toString('hex').match(/../g)?.join(separator) ?? '';
      expect(withoutSecret(`no ${spelt} here`, secret)).toBe('no [removed] here');
    }
  });

  it.each([600, 2_000, 8_000, 16_000])('removes a secret of %d characters', (length) => {
    const long = `${secret}.`.repeat(length).slice(0, length);
    const left = redact(`no ${long} here`, (text) => withoutSecret(text, long));
    expect(left).toMatch(/^(?:no)?[ .=]*(?:\[removed\][.=]*)*(?: here)?$/);
  });

  it('keeps the text around the secret', () => {
    const words = `The session ${every(10, ', ')} is not known: see https://example.com/help.`;
    expect(withoutSecret(words, secret)).toMatch(
      /^The session \[removed\][=, ]* is not known: see https:\/\/example\.com\/help\.$/,
    );
  });

  it('keeps fewer than 12 characters of the secret, and characters that are far apart', () => {
    for (const words of [`no ${secret.slice(0, 11)}`, `${secret.slice(0, 6)} ----- ${secret.slice(6, 12)}`]) {
      expect(withoutSecret(words, secret)).toBe(words);
    }
  });
});
