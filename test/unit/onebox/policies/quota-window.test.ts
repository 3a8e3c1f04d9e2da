import { quotaWindowOpensAt } from '../../../../src/onebox/policies/quota-window';

const documented = 'time limit reached please try again tomorrow at 18:00 - 06:00';

describe('quotaWindowOpensAt', () => {
  it.each([
    ['tomorrow, by day', documented, '2026-11-24T05:00:00Z', '+07:00', '2026-11-25T11:00:00.000Z'],
    ['tomorrow, by night', documented, '2026-11-24T15:00:00Z', '+07:00', '2026-11-25T11:00:00.000Z'],
    // 18:30 UTC on the 24th is half past one on the 25th in Jakarta.
    ["tomorrow by Onebox's clock", documented, '2026-11-24T18:30:00Z', '+07:00', '2026-11-26T11:00:00.000Z'],
    ['tomorrow by another clock', documented, '2026-11-24T18:30:00Z', '-05:30', '2026-11-25T23:30:00.000Z'],
    ['across the end of a year', documented, '2026-12-31T10:00:00Z', '+07:00', '2027-01-01T11:00:00.000Z'],
    [
      'later today',
      'try again at 18:00 - 06:00',
      '2026-11-24T05:00:00Z',
      '+07:00',
      '2026-11-24T11:00:00.000Z',
    ],
    [
      'next, today being over',
      'at 18:00-06:00',
      '2026-11-24T11:00:00Z',
      '+07:00',
      '2026-11-25T11:00:00.000Z',
    ],
    [
      'with one digit and a dot',
      'at 6.30 - 9.00',
      '2026-11-24T05:00:00Z',
      '+07:00',
      '2026-11-24T23:30:00.000Z',
    ],
  ])('returns the opening %s', (_when, message, now, utcOffset, opensAt) => {
    expect(quotaWindowOpensAt(message, new Date(now), utcOffset)?.toISOString()).toBe(opensAt);
  });

  it.each(['time limit reached', 'try again at 25:00 - 26:00', '18:00', '', '118:00 - 06:00'])(
    'returns undefined for %j',
    (message) => {
      expect(quotaWindowOpensAt(message, new Date(), '+07:00')).toBeUndefined();
    },
  );
});
