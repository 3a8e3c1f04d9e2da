import { OneboxError } from '../../../../src/onebox/onebox-error';
import { parseLosslessJson } from '../../../../src/onebox/bodies/lossless-json';
import { decode } from '../../../../src/onebox/wire/table/decode';
import { instagramSession } from '../../../../src/onebox/wire/instagram-session';
import { documentedBody, documentedSession } from '../../../support/fixtures';
import { kindOf } from '../../../support/kind-of';

const setting = { utcOffset: '+07:00' };
const decoded = (body: unknown) => decode(instagramSession, body, setting);
const withAccount = (account: object): unknown => {
  const session = documentedSession();
  session.accounts[0].instagram_accounts = [{ id: '1', username: 'x', ...account }];
  return session;
};
const accountOf = (body: unknown) => decoded(body).value.pages.items[0]?.instagramAccounts.items[0];

describe('decode of a session', () => {
  it('returns the values of the documented body under the names of the gateway', () => {
    const { value, isComplete } = decoded(parseLosslessJson(documentedBody('session.200.json')));
    const { accounts, token, session } = documentedSession();
    expect(isComplete).toBe(true);
    expect(value).toEqual({
      session,
      profile: { id: '508654789659284', name: 'Ovan Donnovan' },
      userAccessToken: token,
      pages: {
        items: [
          {
            id: '241794770143249',
            name: 'TryalCloudy03',
            accessToken: accounts[0].access_token,
            instagramBusinessAccount: {
              id: '17841439754602482',
              username: 'trycloudy123',
              name: 'trycloudy',
            },
            instagramAccounts: {
              items: [
                {
                  id: '4887037594655873',
                  username: 'trycloudy123',
                  name: null,
                  hasProfilePicture: false,
                  profilePictureUrl: accounts[0].instagram_accounts?.[0]?.['profile_pic'],
                  profilePictureExpiresAt: new Date('2020-10-08T02:14:39.000Z'),
                },
              ],
              unreadable: [],
              unreadableCount: 0,
            },
          },
        ],
        unreadable: [],
        unreadableCount: 0,
      },
    });
  });

  it('counts all unreadable entries, and keeps ten errors', () => {
    const session = documentedSession();
    const accounts = Array.from({ length: 10_000 }, () => ({ id: 'canary', name: 'x' }));
    const { value, isComplete } = decoded({ ...session, accounts });
    expect(isComplete).toBe(false);
    expect(value.pages.items).toEqual([]);
    expect(value.pages.unreadableCount).toBe(10_000);
    expect(value.pages.unreadable.map(({ message }) => message)).toEqual(
      Array.from(
        { length: 10 },
        (_, index) => expect.stringContaining(`: accounts[${index}].id does not match`) as string,
      ),
    );
    expect(
      JSON.stringify(value.pages.unreadable.map(({ message, stack }) => [message, stack])),
    ).not.toContain('canary');
  });

  it.each<[string, object, string]>([
    ['a number as a name', { name: 7 }, 'name'],
    ['a long number as a name', { name: 'LONG' }, 'name'],
    ['an odd flag', { has_profile_picture: 'maybe' }, 'has_profile_picture'],
    ['a flag of two', { has_profile_picture: 2 }, 'has_profile_picture'],
    ['an address that is none', { profile_pic: 'javascript:alert(1)' }, 'profile_pic'],
    ['an address that is true', { profile_pic: true }, 'profile_pic'],
    [
      'an address whose host has four million labels',
      { profile_pic: `https://${'a.'.repeat(4e6)}b/` },
      'profile_pic',
    ],
    ['an address of another protocol', { profile_pic: 'ftp://x.example/a' }, 'profile_pic'],
  ])('puts an error in the place of %s, and keeps the rest', (_what, account, key) => {
    const text = JSON.stringify(withAccount(account)).replace('"LONG"', '17841439754602483');
    const fields = accountOf(parseLosslessJson(text));
    const errors = Object.values(fields ?? {}).filter((value) => value instanceof OneboxError);
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringContaining(`: accounts[0].instagram_accounts[0].${key} does not match`),
    ]);
    expect(fields?.username).toBe('x');
  });

  it.each<[object, object]>([
    [
      { name: ' ', profile_pic: false },
      { name: null, profilePictureUrl: null, profilePictureExpiresAt: null },
    ],
    [
      { name: null, profile_pic: '' },
      { name: null, profilePictureUrl: null },
    ],
    [{ has_profile_picture: '1' }, { hasProfilePicture: true }],
    [{ has_profile_picture: 0 }, { hasProfilePicture: false }],
    [{ has_profile_picture: 'true' }, { hasProfilePicture: true }],
    [{ has_profile_picture: null }, { hasProfilePicture: null }],
    [{ profile_pic: 'https://x.fbcdn.net/a?oe=zz' }, { profilePictureExpiresAt: null }],
    [{ profile_pic: 'https://x.fbcdn.net/a?oe=FFFFFFFFFF' }, { profilePictureExpiresAt: null }],
    [
      { profile_pic: 'https://x.fbcdn.net/oe=1?foe=2&oe=5f7e760f#x' },
      { profilePictureExpiresAt: new Date('2020-10-08T02:14:39.000Z') },
    ],
    [{ profile_pic: 'http://[::1]/a' }, { profilePictureUrl: 'http://[::1]/a' }],
  ])('accepts %j', (account, expected) => {
    expect(accountOf(withAccount(account))).toMatchObject(expected);
  });

  it.each([
    '17841439754602483.5',
    '1784143975460248.0',
    '1.7841439754602483e16',
    '1e3',
    '1.0',
    '-1',
    '-17841439754602483',
    'true',
    '"1e3"',
    '"0x1"',
    '" 1"',
    '"१"',
    '{}',
    '[1]',
  ])('rejects an id in the notation %s', (id) => {
    const text = JSON.stringify(withAccount({ id: 'ID' })).replace('"ID"', id);
    const list = decoded(parseLosslessJson(text)).value.pages.items[0]?.instagramAccounts;
    expect(list).toMatchObject({ items: [], unreadableCount: 1 });
  });

  it.each([
    ['7', '7'],
    ['0', '0'],
    ['17841439754602483', '17841439754602483'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['"007"', '007'],
  ])('accepts an id in the notation %s', (spelling, id) => {
    const text = JSON.stringify(withAccount({ id: 'ID' })).replace('"ID"', spelling);
    expect(accountOf(parseLosslessJson(text))?.id).toBe(id);
  });

  it.each<[string, unknown, number, number]>([
    ['{}', {}, 0, 0],
    ['null', null, 0, 0],
    ['false', false, 0, 0],
    ['""', '', 0, 0],
    [
      'a list with a hole, as PHP writes it',
      { 0: { id: '1', username: 'a' }, 2: { id: '2', username: 'b' } },
      2,
      0,
    ],
    ['words', 'none', 0, 1],
    ['an object with a name', { name: 'x' }, 0, 1],
    ['a list of nothing', [null, 7, []], 0, 3],
  ])('reads a list of accounts that is %s', (_what, accounts, items, unreadable) => {
    const session = documentedSession();
    session.accounts[0].instagram_accounts = accounts as never;
    const list = decoded(session).value.pages.items[0]?.instagramAccounts;
    expect([list?.items.length, list?.unreadableCount]).toEqual([items, unreadable]);
  });

  it.each([null, false, '', [], {}, undefined])('reads the business account %j as absent', (business) => {
    const session = documentedSession();
    session.accounts[0].instagram_business_account = business as never;
    expect(decoded(session).value.pages.items[0]?.instagramBusinessAccount).toBeNull();
  });

  it('merges repeated Pages and accounts: the first value that is present, and the accounts of all', () => {
    const session = documentedSession();
    const account = (id: string, rest: object = {}) => ({ id, username: `user ${id}`, ...rest });
    session.accounts = [
      { id: '1', name: null, instagram_accounts: [account('10', { has_profile_picture: 'odd', name: ' ' })] },
      { id: '2', name: 'Other' },
      {
        id: 1,
        name: 'One',
        access_token: 'first',
        instagram_business_account: { id: '9', username: 'nine' },
        instagram_accounts: [account('11'), account('10', { has_profile_picture: '1', name: 'Ten' })],
      },
      {
        id: '1',
        name: 'Two',
        access_token: 'second',
        instagram_business_account: { id: '9', username: 'other', name: 'Nine' },
        instagram_accounts: [account('12'), account('11', { name: 'Eleven' }), { id: 'odd' }],
      },
    ];
    const { pages } = decoded(session).value;
    expect(pages.items).toMatchObject([
      {
        id: '1',
        name: 'One',
        accessToken: 'first',
        instagramBusinessAccount: { id: '9', username: 'nine', name: 'Nine' },
        instagramAccounts: {
          items: [
            { id: '10', name: 'Ten', hasProfilePicture: true },
            { id: '11', name: 'Eleven' },
            { id: '12', name: null },
          ],
          unreadableCount: 1,
        },
      },
      { id: '2', name: 'Other', accessToken: null },
    ]);
  });

  it('is complete without the token of a Page, and incomplete with a malformed value', () => {
    const session = documentedSession();
    delete session.accounts[0].access_token;
    expect(decoded(session).isComplete).toBe(true);
    expect(decoded(withAccount({ has_profile_picture: 'odd' })).isComplete).toBe(false);
  });

  it.each([
    ['session', undefined],
    ['profile', undefined],
    ['profile.id', { id: 'x', name: 'x' }],
    ['token', 7],
    ['accounts', 'none'],
  ])('throws contract-broken without %s', (path, value) => {
    const key = path.split('.')[0] ?? '';
    const body = { ...documentedSession(), [key]: value };
    expect(kindOf(() => decoded(body))).toBe('contract-broken');
    expect(() => decoded(body)).toThrow(`: ${path} does not match its documentation`);
  });

  it.each([null, 7, 'x', [], undefined])('throws contract-broken for the body %j', (body) => {
    expect(kindOf(() => decoded(body))).toBe('contract-broken');
  });
});
