import { retryAfter } from '../../../../src/onebox/client/retry-after';

const now = new Date('2026-11-28T08:00:00.000Z');

describe('retryAfter', () => {
  it.each([
    ['0', '2026-11-28T08:00:00.000Z'],
    ['30', '2026-11-28T08:00:30.000Z'],
    ['1.5', '2026-11-28T08:00:02.000Z'],
    ['0.001', '2026-11-28T08:00:01.000Z'],
    ['00010', '2026-11-28T08:00:10.000Z'],
    ['Sun, 29 Nov 2026 08:49:37 GMT', '2026-11-29T08:49:37.000Z'],
    ['Sunday, 29-Nov-26 08:49:37 GMT', '2026-11-29T08:49:37.000Z'],
    ['Sunday, 29-Nov-70 08:49:37 GMT', '2070-11-29T08:49:37.000Z'],
    ['Sun Nov 29 08:49:37 2026', '2026-11-29T08:49:37.000Z'],
    ['Tue Dec  1 08:49:37 2026', '2026-12-01T08:49:37.000Z'],
    ['Thu, 31 Dec 2026 23:59:60 GMT', '2027-01-01T00:00:00.000Z'],
    // A past date counts as now.
    ['Sun, 06 Nov 1994 08:49:37 GMT', '2026-11-28T08:00:00.000Z'],
    ['Sunday, 06-Nov-94 08:49:37 GMT', '2026-11-28T08:00:00.000Z'],
  ])('parses %s as %s', (header, instant) => {
    expect(retryAfter(header, now)?.toISOString()).toBe(instant);
  });

  it.each([
    undefined,
    '',
    '-1',
    '+1',
    '1e3',
    '1.',
    '.5',
    '1,5',
    '0x10',
    'Infinity',
    '99999999999999999',
    '1 second',
    'soon',
    '2026-11-29',
    '2026-11-29T08:49:37Z',
    'Nov 29, 2026',
    'Sun, 29 Nov 2026 08:49:37',
    'Sun, 29 Nov 2026 08:49:37 +0700',
    'Sun, 9 Nov 2026 08:49:37 GMT',
    'Sun, 31 Feb 2027 08:49:37 GMT',
    'Sun, 00 Dec 2026 08:49:37 GMT',
    'Sun, 29 Nov 2026 24:00:00 GMT',
    'sun, 29 nov 2026 08:49:37 gmt',
    'Xyz, 29 Nov 2026 08:49:37 GMT',
  ])('ignores %s', (header) => {
    expect(retryAfter(header, now)).toBeUndefined();
  });
});
