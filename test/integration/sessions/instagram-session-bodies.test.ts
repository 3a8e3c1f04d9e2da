import { InstagramSessionDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = respondJson(200, documentedBody('session.200.json'));
});

describe('instagramSession of a malformed body', () => {
  const ask = async (change: (session: ReturnType<typeof documentedSession>) => void) => {
    const session = documentedSession();
    change(session);
    onebox.answer = respondJson(200, session);
    return gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
  };

  it('returns the readable Pages, and an error for the other', async () => {
    const answer = await ask((session) => {
      session.accounts.push({ id: 'two', name: 'Second', access_token: 'EAAG-secret' });
      session.accounts.push({ id: '3', name: 'Third', access_token: 'EAAG-secret' });
    });
    expect(answer.data?.instagramSession?.pages.map(({ name }) => name)).toEqual(['TryalCloudy03', 'Third']);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        path: ['instagramSession', 'pages'],
        message: expect.stringContaining('accounts[1].id') as string,
        extensions: expect.objectContaining({
          code: 'ONEBOX_BAD_RESPONSE',
          reason: 'UPSTREAM_CONTRACT_BROKEN',
        }) as unknown,
      }),
    ]);
    expect(JSON.stringify(answer)).not.toContain('EAAG');
  });

  it('returns a Page whose business account is malformed', async () => {
    const answer = await ask((session) => {
      session.accounts[0].instagram_business_account = { id: '1' };
    });
    expect(answer.data?.instagramSession?.pages[0]?.instagramBusinessAccount).toBeNull();
    expect(answer.data?.instagramSession?.pages[0]?.instagramAccounts).toHaveLength(1);
    expect(answer.errors?.map(({ path }) => path)).toEqual([
      ['instagramSession', 'pages', 0, 'instagramBusinessAccount'],
    ]);
  });

  it('returns the readable accounts of a Page', async () => {
    const answer = await ask((session) => {
      session.accounts[0].instagram_accounts?.unshift({ id: '1', username: 7, has_profile_picture: true });
    });
    expect(answer.data?.instagramSession?.pages[0]?.instagramAccounts).toHaveLength(1);
    expect(answer.errors?.map(({ message, path }) => ({ message, path }))).toEqual([
      {
        message: expect.stringContaining('accounts[0].instagram_accounts[0].username') as string,
        path: ['instagramSession', 'pages', 0, 'instagramAccounts'],
      },
    ]);
  });

  it.each(['javascript:alert(1)', 'not an address', 'file:///etc/passwd'])(
    'does not return the address %s of a picture',
    async (address) => {
      const answer = await ask((session) => {
        session.accounts[0].instagram_accounts = [
          { id: '1', username: 'x', has_profile_picture: true, profile_pic: address },
        ];
      });
      expect(answer.errors?.map(({ path }) => path?.at(-1))).toEqual(['profilePictureUrl']);
      expect(answer.errors?.[0]?.message).toContain('accounts[0].instagram_accounts[0].profile_pic');
      expect(JSON.stringify(answer)).not.toContain(address);
    },
  );

  it('returns no data of another session than the requested one', async () => {
    const answer = await ask((session) => {
      session.session = session.session.replace('6', '7');
    });
    expect(answer.data).toEqual({ instagramSession: null });
    expect(answer.errors?.[0]?.extensions.reason).toBe('UPSTREAM_CONTRACT_BROKEN');
  });

  it.each<[string, object | null | undefined, string[]]>([
    ['another', { id: '9', username: 'nine' }, ['4887037594655873', '9']],
    ['one of the other accounts', { id: '4887037594655873', username: 'x' }, ['4887037594655873']],
    ['the same', { id: '17841439754602482', username: 'x' }, ['4887037594655873']],
    ['none', null, ['4887037594655873']],
    ['an odd one', { id: 'x' }, ['4887037594655873']],
  ])(
    'returns every account of a Page that Onebox lists twice, the second time with %s as business account',
    async (_what, business, ids) => {
      const { data, errors } = await ask((session) => {
        const [first] = session.accounts;
        const second = { ...first, instagram_business_account: business };
        Object.assign(session, { accounts: [first, second] });
      });
      const pages = data?.instagramSession?.pages;
      expect(errors).toBeUndefined();
      expect(pages).toHaveLength(1);
      expect(pages?.[0]?.instagramBusinessAccount?.id).toBe('17841439754602482');
      expect(pages?.[0]?.instagramAccounts.map(({ id }) => id)).toEqual(ids);
    },
  );

  it('returns every account of a Page that Onebox lists three times', async () => {
    const { data } = await ask((session) => {
      const [first] = session.accounts;
      const more = ['9', '10'].map((id) => ({
        id: first.id,
        instagram_business_account: { id, username: id },
      }));
      Object.assign(session, { accounts: [first, ...more] });
    });
    const page = data?.instagramSession?.pages[0];
    expect(page?.instagramAccounts.map(({ id }) => id)).toEqual(['4887037594655873', '9', '10']);
  });

  it.each([
    ['profile', 'profile'],
    ['token', 'token'],
  ])('returns no data without %s, which the message names', async (field, path) => {
    const answer = await ask((session) => {
      Reflect.deleteProperty(session, field);
    });
    expect(answer.errors?.[0]?.message).toContain(` ${path} does not match`);
  });

  it.each<[string, unknown]>([
    ['null', null],
    ['false', false],
    ['an empty string', ''],
    ['an empty object', {}],
    ['absent', undefined],
  ])('returns a session without Pages where accounts is %s', async (_what, accounts) => {
    const answer = await ask((session) => {
      Object.assign(session, { accounts });
    });
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.instagramSession).toMatchObject({
      profile: { name: expect.any(String) as string },
      pages: [],
    });
  });

  it.each(['none', true, 7, { data: [] }])('returns no data where accounts is %j', async (accounts) => {
    const answer = await ask((session) => {
      Object.assign(session, { accounts });
    });
    expect(answer.errors?.[0]?.message).toContain(' accounts does not match');
  });
});

describe('instagramSession of a body without optional values', () => {
  it('returns null or an empty list: no business account, no accounts, no name, no picture', async () => {
    const session = documentedSession();
    session.accounts = [
      { id: '1', name: 'Bare', access_token: 'EAAG' },
      {
        id: '2',
        name: 'Nulls',
        access_token: 'EAAG',
        instagram_business_account: null,
        instagram_accounts: null,
      },
      {
        id: '3',
        name: 'Empty',
        access_token: 'EAAG',
        instagram_business_account: { id: '4', username: 'four', name: '' },
        instagram_accounts: [{ id: '5', username: 'five', has_profile_picture: false, profile_pic: '' }],
      },
    ];
    onebox.answer = respondJson(200, session);
    const answer = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.instagramSession?.pages).toEqual([
      { id: '1', name: 'Bare', instagramBusinessAccount: null, instagramAccounts: [] },
      { id: '2', name: 'Nulls', instagramBusinessAccount: null, instagramAccounts: [] },
      {
        id: '3',
        name: 'Empty',
        instagramBusinessAccount: { id: '4', username: 'four', name: null },
        instagramAccounts: [
          {
            id: '5',
            username: 'five',
            name: null,
            hasProfilePicture: false,
            profilePictureUrl: null,
            profilePictureExpiresAt: null,
          },
        ],
      },
    ]);
  });
});

describe('the ids of an instagramSession', () => {
  it('keep every digit where Onebox sends numbers', async () => {
    const body = documentedBody('session.200.json').replace(/"id": "(\d+)"/g, '"id": $1');
    expect(body).toContain('"id": 17841439754602482');
    onebox.answer = respondJson(200, body);
    const answer = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    const page = answer.data?.instagramSession?.pages[0];
    expect(page?.id).toBe('241794770143249');
    expect(page?.instagramBusinessAccount?.id).toBe('17841439754602482');
  });
});
