import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway | undefined;

beforeAll(async () => {
  onebox = await startFakeOnebox(respondJson(401, documentedBody('authenticate.401.refused.json')));
});

afterEach(() => gateway?.close());
afterAll(() => onebox.close());

const statusesOf = async (requests: readonly (() => Promise<Response>)[]): Promise<number[]> => {
  const statuses: number[] = [];
  for (const send of requests) statuses.push((await send()).status);
  return statuses;
};

const post = (query: string, headers: Record<string, string> = {}, variables = {}): Promise<Response> =>
  fetch(`${gateway?.origin ?? ''}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });

const typename = (forwarded: string) => () => post('{ __typename }', { 'x-forwarded-for': forwarded });

describe('the rate limit of an address', () => {
  // A window may end in between: twice as many requests as would do, and more.
  it.each([
    ['with ports', (n: number) => `203.0.113.8:${50_000 + n}`],
    ['of IPv6 in brackets, with ports', (n: number) => `[2001:db8:1:2::${n}]:${50_000 + n}`],
    [
      'in upper case, short and long',
      (n: number) => ['2001:DB8::1', '2001:db8:0:0::2', '2001:0db8::3'][n % 3] ?? '',
    ],
    [
      'as IPv4 and as mapped IPv6',
      (n: number) => ['203.0.113.8', '::ffff:203.0.113.8', '[::FFFF:cb00:7108]:1'][n % 3] ?? '',
    ],
    [
      'behind a trusted proxy that is written with its port',
      (n: number) => `203.0.113.8:${n + 1}, 10.0.0.1:${n + 1}`,
    ],
    ['of no form at all', (n: number) => `garbage-${n}`],
  ])('is one for its spellings: %s', async (_how, spelling) => {
    gateway = await startGateway(onebox.origin, {
      TRUST_PROXY: '127.0.0.1,10.0.0.0/8',
      RATE_LIMIT_ADDRESS: '3',
    });
    const statuses = await statusesOf(Array.from({ length: 8 }, (_, n) => typename(spelling(n))));
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200]);
    expect(statuses).toContain(429);
  });

  it('counts addresses behind one proxy separately', async () => {
    gateway = await startGateway(onebox.origin, {
      TRUST_PROXY: '127.0.0.1,10.0.0.0/8',
      RATE_LIMIT_ADDRESS: '3',
    });
    const statuses = await statusesOf(
      Array.from({ length: 8 }, (_, n) => typename(`203.0.113.${n}:5000, 10.0.0.1:${n + 1}`)),
    );
    expect(statuses).toEqual(Array(8).fill(200));
  });
});

describe('the budget of failed sign-ins to an account', () => {
  const signIn = (email: string, siteId: string) => () =>
    post(
      'mutation ($e: String!, $s: ID!) { authenticate(email: $e, password: "x", siteId: $s) { token } }',
      {},
      { e: email, s: siteId },
    );

  it.each<[string, [string, string][]]>([
    [
      'spaces around the e-mail',
      [
        ['v@x.id', '169'],
        ['v@x.id ', '169'],
        [' v@x.id', '169'],
        ['v@x.id\t', '169'],
      ],
    ],
    [
      'case',
      [
        ['v@x.id', '169'],
        ['V@x.id', '169'],
        ['v@X.ID', '169'],
        ['V@X.ID', '169'],
      ],
    ],
    [
      'forms of Unicode',
      [
        ['é@x.id', '169'],
        ['e\u0301@x.id', '169'],
        ['ｅ@x.id', '169'],
        ['e\u200B@x.id', '169'],
      ],
    ],
    [
      'zeros before the site',
      [
        ['v@x.id', '169'],
        ['v@x.id', '0169'],
        ['v@x.id', '00169'],
        ['v@x.id', '000169'],
      ],
    ],
  ])('is one for its spellings: %s', async (_what, spellings) => {
    gateway = await startGateway(onebox.origin, { RATE_LIMIT_SIGN_IN_ACCOUNT: '2' });
    // A window may end in between.
    const statuses = await statusesOf(
      [...spellings, ...spellings].map(([email, siteId]) => signIn(email, siteId)),
    );
    expect(statuses.slice(0, 2)).toEqual([200, 200]);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(4);
  });
});
