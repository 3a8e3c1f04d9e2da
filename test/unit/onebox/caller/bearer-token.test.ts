import { inspect } from 'node:util';

import { BearerToken } from '../../../../src/onebox/caller/bearer-token';
import { kindOf } from '../../../support/kind-of';

const secret = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI1NSJ9.c2lnbmF0dXJl';

describe('BearerToken', () => {
  it('is shown only in the Authorization header', () => {
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

  it.each([undefined, ''])('throws token-missing for the header %j', (header) => {
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
  ])('throws token-malformed for the header %j', (header) => {
    expect(kindOf(() => BearerToken.fromAuthorization(header))).toBe('token-malformed');
  });

  it('is removed from texts that repeat it, unless it is as short as a word', () => {
    const token = BearerToken.fromAuthorization(`Bearer ${secret}`);
    expect(token.removedFrom(`no ${secret}, no`)).toBe('no [removed], no');
    expect(BearerToken.fromAuthorization('Bearer token').removedFrom('Expired token')).toBe('Expired token');
  });
});
