import { decodedSessionId, parseSessionId } from '../../../../src/onebox/sessions/session-id';
import { kindOf } from '../../../support/kind-of';

// The pairs of Onebox's documentation.
const decoded = '6Wjap9P0aDEdS0g+QoDvlblrHhaG0Y77G9egpnor/2s=:LCTBdjtB6k2jJaaP4PXSFA==';
const encoded =
  'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';

describe('parseSessionId', () => {
  it.each([encoded, decoded, `${encoded}#_=_`, `${decoded}#_=_`, ` ${encoded}\n`])('parses %j', (text) => {
    expect(parseSessionId(text)).toBe(encoded);
  });

  it('returns an id whose decoded form is the original', () => {
    expect(decodedSessionId(parseSessionId(encoded))).toBe(decoded);
  });

  it.each([
    ['nothing', ''],
    ['only the fragment', '#_=_'],
    ['a part of it', encoded.slice(0, -4)],
    ['more than it', `${encoded}AAAA`],
    ['a doubled fragment', `${encoded}#_=_#_=_`],
    ['another separator', decoded.replace(':', ';')],
    ['the URL-safe alphabet', decoded.replace('+', '-')],
    ['a path', `../../${encoded}`],
    ['a query', `${encoded}?x=1`],
    ['a line break in its middle', `${encoded.slice(0, 8)}\r\n${encoded.slice(8)}`],
    ['other scripts', `${encoded.slice(0, -1)}９`],
    ['bytes that are no text', Buffer.alloc(69, 255).toString('base64')],
    ['a very long text', 'A'.repeat(1_000_000)],
  ])('rejects %s', (_what, text) => {
    expect(kindOf(() => parseSessionId(text))).toBe('session-id-malformed');
  });
});
