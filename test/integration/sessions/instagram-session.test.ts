import { InstagramSessionDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

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

describe('instagramSession', () => {
  it('returns the documented session', async () => {
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

  it('returns the sessionId with every Page and account', async () => {
    const answer = await gateway.ask<unknown, unknown>(`{
      instagramSession(id: "${documentedSessionId}") {
        pages {
          sessionId
          instagramBusinessAccount { ...handle }
          instagramAccounts { ...handle }
        }
      }
    }
    fragment handle on InstagramProfile { __typename username sessionId }`);
    const sessionId = documentedSessionId;
    expect(answer).toEqual({
      data: {
        instagramSession: {
          pages: [
            {
              sessionId,
              instagramBusinessAccount: {
                __typename: 'InstagramBusinessAccount',
                username: 'trycloudy123',
                sessionId,
              },
              instagramAccounts: [{ __typename: 'InstagramAccount', username: 'trycloudy123', sessionId }],
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
  ])('accepts an id %s', async (_form, id) => {
    const answer = await gateway.ask(InstagramSessionDocument, { id });
    expect(answer.data?.instagramSession?.id).toBe(documentedSessionId);
    expect(onebox.requests.map(({ url }) => url)).toEqual([`/api/instagraph/session/${documentedSessionId}`]);
  });

  it('rejects a malformed id without a call', async () => {
    const answer = await gateway.ask(InstagramSessionDocument, { id: '../connection' });
    expect(answer.errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      reason: 'SESSION_ID_MALFORMED',
      retryable: false,
    });
    expect(onebox.requests).toEqual([]);
  });

  it('makes one call for a session that an operation reads ten times', async () => {
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

describe('a call to Onebox', () => {
  it("has the caller's bearer token and a request id, and no other header of the caller", async () => {
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
  ])('is not made with %s', async (reason, headers) => {
    const answer = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId }, headers);
    expect(answer.data).toEqual({ instagramSession: null });
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason });
    expect(onebox.requests).toEqual([]);
  });

  it('follows no redirect with the token', async () => {
    const elsewhere = await startFakeOnebox();
    onebox.answer = respondJson(302, '', { location: `${elsewhere.origin}/stolen` });
    const answer = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    await elsewhere.close();
    expect(answer.errors?.[0]?.extensions.reason).toBe('UPSTREAM_CONTRACT_BROKEN');
    expect(elsewhere.requests).toEqual([]);
  });
});
