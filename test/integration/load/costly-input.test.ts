import { type FakeOnebox, respondJson, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '30' });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = respondJson(200, documentedBody('session.200.json'));
});

const session = `instagramSession(id: "${documentedSessionId}")`;
const authenticate =
  'mutation ($e: String!, $p: String!) { authenticate(email: $e, password: $p, siteId: "1") { token } }';

// Combining marks in the wrong order: to sort them takes the square of their number.
const costly = (length: number): string => `a${'\u0301'.repeat(length / 2)}${'\u0316'.repeat(length / 2)}`;

describe('input that takes quadratic time', () => {
  it.each([
    ['e-mail', { e: costly(1000), p: 'secret' }],
    ['password', { e: 'a@b.example', p: costly(2000) }],
  ])('is rejected as the %s of a sign-in, without a call to Onebox', async (_what, variables) => {
    const { errors } = await gateway.ask(authenticate, variables);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(onebox.requests).toEqual([]);
  });

  it('is a partial error as the host of a picture address', async () => {
    const body = documentedSession();
    const [page] = body.accounts;
    const hosts = ['字'.repeat(300), '字'.repeat(100_000), `${'a.'.repeat(200)}b`];
    page.instagram_accounts = hosts.map((host, index) => ({
      ...page.instagram_accounts?.[0],
      id: String(index + 1),
      profile_pic: `http://${host}/`,
    }));
    onebox.answer = respondJson(200, body);
    const { data, errors } = await gateway.ask<
      { instagramSession: { pages: [{ instagramAccounts: unknown[] }] } },
      unknown
    >(`{ ${session} { pages { instagramAccounts { id profilePictureUrl } } } }`);
    expect(data?.instagramSession.pages[0].instagramAccounts).toEqual(
      hosts.map((_host, index) => ({ id: String(index + 1), profilePictureUrl: null })),
    );
    expect(errors).toHaveLength(hosts.length);
  });

  it('is parsed in time as a Cache-Control header', async () => {
    for (let count = 0; count < 2; count += 1) {
      await gateway.ask(`{ ${session} { id } }`, undefined, {
        authorization: `Bearer ${callersToken}`,
        'cache-control': `a${' '.repeat(15_000)}b , no-cache`,
      });
    }
    expect(onebox.requests).toHaveLength(2);
  });

  it('is merged in time as a Page with thousands of duplicates', async () => {
    const body = documentedSession();
    const [page] = body.accounts;
    const [account] = page.instagram_accounts ?? [];
    const accounts = Array.from({ length: 5000 }, (_, index) => ({
      ...page,
      instagram_accounts: [{ ...account, id: String(index) }],
    }));
    onebox.answer = respondJson(200, { ...body, accounts });
    const { data } = await gateway.ask<
      { instagramSession: { pages: { instagramAccounts: unknown[] }[] } },
      unknown
    >(`{ ${session} { pages { instagramAccounts { id } } } }`, undefined, {
      authorization: 'Bearer another-token.of.enough_length_01',
    });
    expect(data?.instagramSession.pages.map(({ instagramAccounts }) => instagramAccounts.length)).toEqual([
      5000,
    ]);
  });
});

it('an endless list of connections returns RESPONSE_TOO_LARGE', async () => {
  let id = 0;
  onebox.answer = (request, response) => {
    const data = Array.from({ length: 10_000 }, () => ({ Id: String((id += 1)) }));
    respondJson(200, { total: 1_000_000_000, data })(request, response);
  };
  const { errors } = await gateway.ask('{ connectedAccounts(first: 1) { totalCount } }');
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'OVERLOADED', reason: 'RESPONSE_TOO_LARGE' });
  expect(onebox.requests).toHaveLength(3);
});

it('a body in chunks of one byte is read', async () => {
  const body = Buffer.from(documentedBody('session.200.json'));
  onebox.answer = (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (const byte of body) response.write(Buffer.from([byte]));
    response.end();
  };
  const { errors } = await gateway.ask(`{ ${session} { pages { id } } }`, undefined, {
    authorization: 'Bearer a-third-token.of.enough_length_012',
  });
  expect(errors).toBeUndefined();
});
