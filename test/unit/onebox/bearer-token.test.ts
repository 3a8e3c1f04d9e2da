import { inspect } from 'node:util';

import { BearerToken } from '../../../src/onebox/caller/bearer-token';
import { kindOf } from '../../support/kind-of';

const secret = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI1NSJ9.c2lnbmF0dXJl';

describe('a bearer token', () => {
  it('is shown by nothing but the header it is for', () => {
    const token = BearerToken.fromAuthorization(`BEARER  ${secret}`);
    expect(token.toAuthorization()).toBe(`Bearer ${secret}`);
    for (const shown of [
      String(token),
      JSON.stringify({ token }),
      inspect({ token }, { showHidden: true }),
    ]) {
      expect(shown).not.toContain(secret);
    }
  });

  it.each([undefined, ''])('is missing where the header is %j', (header) => {
    expect(kindOf(() => BearerToken.fromAuthorization(header))).toBe('token-missing');
  });

  it.each([
    'Bearer',
    'Bearer ',
    secret,
    `Token ${secret}`,
    `Bearer a b`,
    'Bearer a\r\nx: y',
    'Bearer ä',
    'Bearer =a',
  ])('is malformed where the header is %j', (header) => {
    expect(kindOf(() => BearerToken.fromAuthorization(header))).toBe('token-malformed');
  });

  it('is taken out of what repeats it, unless it is short enough to be a word', () => {
    const token = BearerToken.fromAuthorization(`Bearer ${secret}`);
    expect(token.removedFrom(`no ${secret}, no`)).toBe('no [removed], no');
    expect(BearerToken.fromAuthorization('Bearer token').removedFrom('Expired token')).toBe('Expired token');
  });
});
