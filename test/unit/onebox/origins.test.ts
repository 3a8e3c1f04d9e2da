import { documentedOrigins } from '../../../src/onebox/origins';
import {
  authUrl,
  facebookSessionChannel,
  instagramSessionChannel,
  twitterSessionChannel,
} from '../../../src/onebox/sessions/session-channel';
import { kindOf } from '../../support/kind-of';

describe('documentedOrigins', () => {
  it('returns one host in DEVELOPMENT for any site', () => {
    expect(documentedOrigins('DEVELOPMENT', 'other')).toEqual({
      api: 'https://ocdev.ciptadrasoft.net',
      site: 'https://ocdev.ciptadrasoft.net',
    });
  });

  it('returns the API host and one host for each site in PRODUCTION', () => {
    expect(documentedOrigins('PRODUCTION', 'MySite')).toEqual({
      api: 'https://cloud.onebox.co.id',
      site: 'https://mysite.onebox.co.id',
    });
  });

  it.each(['', '-', 'a-', '-a', 'a.b', 'a/b', 'a b', 'evil.example#', 'a\n', 'ä', 'a'.repeat(64)])(
    'throws site-malformed for the site %j',
    (site) => {
      expect(kindOf(() => documentedOrigins('PRODUCTION', site))).toBe('site-malformed');
    },
  );

  it('makes the documented sign-in address exactly', () => {
    expect(authUrl(instagramSessionChannel, documentedOrigins('DEVELOPMENT', 'mysite'))).toBe(
      'https://ocdev.ciptadrasoft.net/instagraph/auth?redirectUrl=https://ocdev.ciptadrasoft.net/instagraph/session',
    );
  });

  it.each([
    ['facebook', facebookSessionChannel],
    ['twitter', twitterSessionChannel],
  ] as const)('makes a sign-in address under /%s for that channel, on the same hosts', (path, channel) => {
    expect(authUrl(channel, documentedOrigins('PRODUCTION', 'mysite'))).toBe(
      `https://cloud.onebox.co.id/${path}/auth?redirectUrl=https://mysite.onebox.co.id/${path}/session`,
    );
  });
});
