import { accountKey } from '../../../src/server/load/rate-limits';

describe('accountKey', () => {
  const key = accountKey({ email: 'vera@x.id', siteId: '169' });

  it.each([
    ['vera@x.id ', '169'],
    [' vera@x.id', '169'],
    ['\tvera@x.id\r\n', '169'],
    ['VERA@X.ID', '169'],
    ['véra@x.id', '169'],
    ['ve\u0301ra@x.id', '169'],
    ['ｖｅｒａ＠ｘ．ｉｄ', '169'],
    ['ve\u200Bra@x.id', '169'],
    ['vera@x.id\u0000', '169'],
    ['vera\u202E@x.id', '169'],
    ['vera@x.id', '0169'],
    ['vera@x.id', '000000169'],
  ])('is the same for %j and the site %s', (email, siteId) => {
    expect(accountKey({ email, siteId })).toBe(key);
  });

  it.each([
    ['vera2@x.id', '169'],
    ['vera@x.id', '1690'],
    ['vera@x.id', '16'],
    ['vera@x.id1', '69'],
  ])('is different for %j and the site %s', (email, siteId) => {
    expect(accountKey({ email, siteId })).not.toBe(key);
  });

  it('keeps a site that consists of zeros', () => {
    expect(accountKey({ email: 'a', siteId: '000' })).toBe(accountKey({ email: 'a', siteId: '0' }));
  });
});
