import { InstagramSessionDocument } from '../generated/graphql';
import { answerJson, type FakeOnebox, startFakeOnebox } from '../support/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../support/gateway';

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
  onebox.answer = answerJson(200, documentedBody('session.200.json'));
});

describe('reading a session', () => {
  it('gives the documented session as the schema has it', async () => {
    const answer = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    expect(answer).toEqual({
      data: {
        instagramSession: {
          id: documentedSessionId,
          profile: { id: '508654789659284', name: 'Ovan Donnovan' },
          pages: [
            {
              id: '241794770143249',
              name: 'TryalCloudy03',
              instagramBusinessAccount: {
                id: '17841439754602482',
                username: 'trycloudy123',
                name: 'trycloudy',
              },
              instagramAccounts: [
                {
                  id: '4887037594655873',
                  username: 'trycloudy123',
                  name: null,
                  hasProfilePicture: false,
                  profilePictureUrl:
                    'https://instagram.fbey4-1.fna.fbcdn.net/v/t51.2885-19/44884218_345707102882519_2446069589734326272_n.jpg?_nc_ht=instagram.fbey4-1.fna.fbcdn.net&_nc_ohc=Fe1q9bkeIbAAX8VASVz&oh=65222cd640f02793a735bfb759df53f8&oe=5F7E760F&ig_cache_key=YW5vbnltb3VzX3Byb2ZpbGVfcGlj.2',
                  profilePictureExpiresAt: '2020-10-08T02:14:39.000Z',
                },
              ],
            },
          ],
        },
      },
    });
  });

  it('leads from every Page and account back to its session, whatever the account', async () => {
    const answer = await gateway.ask<unknown, unknown>(`{
      instagramSession(id: "${documentedSessionId}") {
        pages {
          session { profile { name } }
          instagramBusinessAccount { ...handle }
          instagramAccounts { ...handle }
        }
      }
    }
    fragment handle on InstagramProfile { __typename username session { id } }`);
    const session = { id: documentedSessionId };
    expect(answer).toEqual({
      data: {
        instagramSession: {
          pages: [
            {
              session: { profile: { name: 'Ovan Donnovan' } },
              instagramBusinessAccount: {
                __typename: 'InstagramBusinessAccount',
                username: 'trycloudy123',
                session,
              },
              instagramAccounts: [{ __typename: 'InstagramAccount', username: 'trycloudy123', session }],
            },
          ],
        },
      },
    });
  });

  it.each([
    ['with the fragment that Facebook leaves', `${documentedSessionId}#_=_`],
    ['decoded', documentedSession().session],
    ['decoded, with the fragment', `${documentedSession().session}#_=_`],
  ])('understands an id %s', async (_form, id) => {
    const answer = await gateway.ask(InstagramSessionDocument, { id });
    expect(answer.data?.instagramSession?.id).toBe(documentedSessionId);
    expect(onebox.requests.map(({ url }) => url)).toEqual([`/api/instagraph/session/${documentedSessionId}`]);
  });

  it('refuses an id that is none without asking Onebox', async () => {
    const answer = await gateway.ask(InstagramSessionDocument, { id: '../connection' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'SESSION_ID_MALFORMED',
      retryable: false,
    });
    expect(onebox.requests).toEqual([]);
  });

  it('asks Onebox once for a session that an operation reads ten times', async () => {
    const aliases = Array.from({ length: 10 }, (_, index) => {
      const id = index % 2 === 0 ? documentedSessionId : documentedSession().session;
      return `session${index}: instagramSession(id: "${id}") { id }`;
    });
    const answer = await gateway.ask<Record<string, { id: string }>, unknown>(`{ ${aliases.join(' ')} }`);
    expect(Object.values(answer.data ?? {})).toEqual(
      Array.from({ length: 10 }, () => ({ id: documentedSessionId })),
    );
    expect(onebox.requests).toHaveLength(1);
  });
});

describe('what travels to Onebox', () => {
  it("is the caller's bearer token and a request id, and no other header of the caller's", async () => {
    await gateway.ask(
      InstagramSessionDocument,
      { id: documentedSessionId },
      {
        authorization: `bearer ${callersToken}`,
        'x-request-id': 'from-the-caller',
        cookie: 'session=secret',
        'x-forwarded-for': '10.0.0.1',
        'user-agent': 'a browser',
      },
    );
    const { host, connection, ...headers } = onebox.requests[0]?.headers ?? {};
    expect(host).toBe(new URL(onebox.origin).host);
    expect(connection).toBe('keep-alive');
    expect(headers).toEqual({
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: `Bearer ${callersToken}`,
      'x-request-id': 'from-the-caller',
    });
  });

  it.each([
    ['TOKEN_MISSING', {}],
    ['TOKEN_MALFORMED', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['TOKEN_MALFORMED', { authorization: 'Bearer' }],
    ['TOKEN_MALFORMED', { authorization: 'Bearer two words' }],
  ])('is nothing with %s', async (reason, headers) => {
    const answer = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId }, headers);
    expect(answer.data).toEqual({ instagramSession: null });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
    expect(onebox.requests).toEqual([]);
  });

  it('never follows a redirect with the token', async () => {
    const elsewhere = await startFakeOnebox();
    onebox.answer = answerJson(302, '', { location: `${elsewhere.origin}/stolen` });
    const answer = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    await elsewhere.close();
    expect(answer.errors?.[0]?.extensions.reason).toBe('UPSTREAM_CONTRACT_BROKEN');
    expect(elsewhere.requests).toEqual([]);
  });
});

describe('a session with something wrong in it', () => {
  const ask = async (change: (session: ReturnType<typeof documentedSession>) => void) => {
    const session = documentedSession();
    change(session);
    onebox.answer = answerJson(200, session);
    return gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
  };

  it('keeps the Pages that are right, and says which is not', async () => {
    const answer = await ask((session) => {
      session.accounts.push({ id: '2', access_token: 'EAAG-secret' });
      session.accounts.push({ id: '3', name: 'Third', access_token: 'EAAG-secret' });
    });
    expect(answer.data?.instagramSession?.pages.map(({ name }) => name)).toEqual(['TryalCloudy03', 'Third']);
    expect(answer.errors).toEqual([
      expect.objectContaining({
        path: ['instagramSession', 'pages'],
        message: expect.stringContaining('accounts[1].name') as string,
        extensions: expect.objectContaining({
          code: 'ONEBOX_BAD_RESPONSE',
          reason: 'UPSTREAM_CONTRACT_BROKEN',
        }) as unknown,
      }),
    ]);
    expect(JSON.stringify(answer)).not.toContain('EAAG');
  });

  it('keeps a Page whose business account is wrong', async () => {
    const answer = await ask((session) => {
      session.accounts[0].instagram_business_account = { id: '1' };
    });
    expect(answer.data?.instagramSession?.pages[0]?.instagramBusinessAccount).toBeNull();
    expect(answer.data?.instagramSession?.pages[0]?.instagramAccounts).toHaveLength(1);
    expect(answer.errors?.map(({ path }) => path)).toEqual([
      ['instagramSession', 'pages', 0, 'instagramBusinessAccount'],
    ]);
  });

  it('keeps the accounts of a Page that are right', async () => {
    const answer = await ask((session) => {
      session.accounts[0].instagram_accounts?.unshift({ id: '1', username: 'x', has_profile_picture: 'yes' });
    });
    expect(answer.data?.instagramSession?.pages[0]?.instagramAccounts).toHaveLength(1);
    expect(answer.errors?.map(({ message, path }) => ({ message, path }))).toEqual([
      {
        message: expect.stringContaining('accounts[0].instagram_accounts[0].has_profile_picture') as string,
        path: ['instagramSession', 'pages', 0, 'instagramAccounts'],
      },
    ]);
  });

  it.each(['javascript:alert(1)', 'not an address', 'file:///etc/passwd'])(
    'does not pass on %s as a picture',
    async (address) => {
      const answer = await ask((session) => {
        session.accounts[0].instagram_accounts = [
          { id: '1', username: 'x', has_profile_picture: true, profile_pic: address },
        ];
      });
      expect(answer.errors?.[0]?.message).toContain('accounts[0].instagram_accounts[0].profile_pic');
      expect(JSON.stringify(answer)).not.toContain(address);
    },
  );

  it('is refused whole where it is another session than the one asked for', async () => {
    const answer = await ask((session) => {
      session.session = session.session.replace('6', '7');
    });
    expect(answer.data).toEqual({ instagramSession: null });
    expect(answer.errors?.[0]?.extensions.reason).toBe('UPSTREAM_CONTRACT_BROKEN');
  });

  it.each([
    ['profile', 'profile'],
    ['token', 'token'],
    ['accounts', 'accounts'],
  ])('is refused whole without its %s, which the message names', async (field, path) => {
    const answer = await ask((session) => {
      Reflect.deleteProperty(session, field);
    });
    expect(answer.errors?.[0]?.message).toContain(` ${path} is not`);
  });
});

describe('what may be absent', () => {
  it('is null or empty: no business account, no accounts, no name, no picture', async () => {
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
    onebox.answer = answerJson(200, session);
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

describe('ids', () => {
  it('keep every digit when Onebox sends them as numbers', async () => {
    const body = documentedBody('session.200.json').replace(/"id": "(\d+)"/g, '"id": $1');
    expect(body).toContain('"id": 17841439754602482');
    onebox.answer = answerJson(200, body);
    const answer = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    const page = answer.data?.instagramSession?.pages[0];
    expect(page?.id).toBe('241794770143249');
    expect(page?.instagramBusinessAccount?.id).toBe('17841439754602482');
  });
});
