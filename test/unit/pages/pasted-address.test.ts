import { readPastedAddress } from '../../../pages/connect/pasted-address';

const id = 'NldqYXA5UDBhREVkUzBnK1FvRHZsYmxySGhhRzBZNzdHOWVncG5vci8ycz06TENUQmRqdEI2azJqSmFhUDRQWFNGQT09';
const decodedId = '6Wjap9P0aDEdS0g+QoDvlblrHhaG0Y77G9egpnor/2s=:LCTBdjtB6k2jJaaP4PXSFA==';
const site = 'https://mysite.onebox.co.id';

describe('readPastedAddress', () => {
  it.each([
    ['an address', `${site}/instagraph/session?sessionId=${id}`, { sessionId: id, path: 'instagraph' }],
    [
      "an address with Facebook's fragment",
      `${site}/facebook/session?sessionId=${id}#_=_`,
      { sessionId: id, path: 'facebook' },
    ],
    [
      'an address in a sentence',
      `It is <${site}/twitter/session?sessionId=${id}>, thanks.`,
      { sessionId: id, path: 'twitter' },
    ],
    [
      'an address inside of another',
      encodeURIComponent(`${site}/facebook/session?sessionId=${id}`),
      { sessionId: id, path: 'facebook' },
    ],
    ['an encoded session id', `sessionId=${encodeURIComponent(id)}&x=1`, { sessionId: id }],
    ['a session id alone', `  ${id}#_=_`, { sessionId: id }],
    ['a decoded session id', decodedId, { sessionId: decodedId }],
    ['a value that is none', 'sessionId=nonsense#_=_', { sessionId: 'nonsense' }],
  ])('finds the session id in %s', (_, text, found) => {
    expect(readPastedAddress(text)).toEqual(found);
  });

  it.each([
    [
      'the sign-in address',
      `https://cloud.onebox.co.id/instagraph/auth?redirectUrl=${site}/instagraph/session`,
      'sign-in',
    ],
    ["a page of Facebook's", 'https://www.facebook.com/v7.0/dialog/oauth?redirect_uri=x', 'owner'],
    ['a session page without an id', `${site}/instagraph/session?sessionId=`, 'incomplete'],
    ['any other text', 'hello', 'unknown'],
    ['a broken encoding', '%E0%A4%A', 'unknown'],
  ])('says what is wrong with %s', (_, text, problem) => {
    expect(readPastedAddress(text)).toEqual({ problem });
  });
});
