import { ApolloServer } from '@apollo/server';
import fc from 'fast-check';

import { answerJson, type FakeOnebox, startFakeOnebox } from '../support/fake-onebox';
import { answerConnections, connection } from '../support/fake-connections';
import { documentedSession, documentedSessionId } from '../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../support/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;

const sessionIdOf = (name: string): string =>
  Buffer.from(`${name.padEnd(43, 'A')}=:${'B'.repeat(22)}==`).toString('base64');

/** Sessions by their ids: as documented, with what may be absent, with what cannot be read, and none. */
const sessions = new Map<string, unknown>([
  [documentedSessionId, documentedSession()],
  ...(['poor', 'broken', 'odd', 'wrong'] as const).map((name): [string, unknown] => {
    const id = sessionIdOf(name);
    const session = { ...documentedSession(), session: Buffer.from(id, 'base64').toString() };
    const [page] = session.accounts;
    switch (name) {
      case 'poor':
        page.instagram_accounts = null;
        delete page.instagram_business_account;
        break;
      case 'broken':
        page.instagram_business_account = { id: 5 };
        page.instagram_accounts = [{ id: '1' }, ...(page.instagram_accounts ?? [])];
        session.accounts.push({ id: null });
        break;
      case 'odd':
        page.name = 'quotes " and \\ and \u0007 and \ud800 and 😀';
        page.instagram_accounts = [
          { id: 7, username: '', has_profile_picture: true, profile_pic: 'https://localhost/é?oe=zz ' },
          { id: '8', username: 'x', has_profile_picture: false, profile_pic: '', name: '' },
        ];
        break;
      case 'wrong':
        session.profile = {};
    }
    return [id, session];
  }),
]);
const absentSession = sessionIdOf('absent');

const all = [connection(), connection({ Id: '999', TargetId: '4887037594655873' })];

beforeAll(async () => {
  onebox = await startFakeOnebox((request, response) => {
    const path = request.url ?? '';
    const session = sessions.get(path.replace('/api/instagraph/session/', ''));
    if (session !== undefined) answerJson(200, session)(request, response);
    else if (path.startsWith('/api/connection?')) answerConnections(all)(request, response);
    else answerJson(404, {})(request, response);
  });
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

interface Asked {
  query: string;
  variables?: unknown;
  operationName?: string;
}

const answerTo = async (asked: Asked, headers: Record<string, string> = {}) => {
  const response = await fetch(`${gateway.origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${callersToken}`,
      'x-request-id': 'the-same',
      ...headers,
    },
    body: JSON.stringify(asked),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

/** How often Apollo Server is asked while `action` runs. */
const asksOfApollo = async (action: () => Promise<unknown>): Promise<number> => {
  const asked = jest.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
  await action();
  const { length } = asked.mock.calls;
  asked.mockRestore();
  return length;
};

const condition = fc.oneof(
  { weight: 40, arbitrary: fc.constant('') },
  fc.constantFrom(
    '@skip(if: true)',
    '@include(if: false)',
    '@include(if: true)',
    '@skip(if: $yes)',
    '@include(if: $yes)',
  ),
);
const leafAlias = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  fc.constantFrom('first', 'other').map((prefix) => (name: string) => `${prefix}_${name}: `),
  { weight: 1, arbitrary: fc.constantFrom('__proto__: ', 'toString: ') },
);
const aliasOf = (alias: string | ((name: string) => string), name: string): string =>
  typeof alias === 'string' ? alias : alias(name);
const leaf = (...names: string[]) =>
  fc
    .tuple(leafAlias, fc.constantFrom('__typename', ...names), condition)
    .map(([as, name, when]) => `${aliasOf(as, name)}${name} ${when}`);
const selection = (...choices: fc.Arbitrary<string>[]) =>
  fc.array(fc.oneof(...choices), { minLength: 1, maxLength: 5 }).map((fields) => `{ ${fields.join(' ')} }`);
const field = (name: string, inside: fc.Arbitrary<string>) =>
  fc.tuple(condition, inside).map(([when, fields]) => `${name} ${when} ${fields}`);

const profile = field('profile', selection(leaf('id', 'name')));
const backToSession = field('session', selection(leaf('id'), profile));
const connected = field('connection', selection(leaf('id', 'name', 'isEnabled', 'createdAt')));
const business = field(
  'instagramBusinessAccount',
  selection(leaf('id', 'username', 'name'), connected, backToSession, fc.constant('...handle')),
);
const accounts = field(
  'instagramAccounts',
  selection(
    leaf('id', 'username', 'name', 'hasProfilePicture', 'profilePictureUrl', 'profilePictureExpiresAt'),
    connected,
    fc.constantFrom(
      '...handle',
      '... on InstagramProfile { id name }',
      '... { username }',
      '... on InstagramAccount @skip(if: $yes) { id }',
    ),
  ),
);
const pages = field('pages', selection(leaf('id', 'name'), business, accounts, backToSession));
const sessionField = fc
  .tuple(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom('$id', `"${documentedSessionId}"`) },
      { weight: 1, arbitrary: fc.constantFrom(`"${absentSession}"`, '"no id"') },
    ),
    selection(leaf('id'), profile, pages),
  )
  .map(([id, fields]) => `instagramSession(id: ${id}) ${fields}`);
const connections = fc
  .tuple(
    fc.constantFrom('', '(first: 1)', '(first: $first)'),
    selection(
      leaf('totalCount', 'endCursor'),
      field('items', selection(leaf('id', 'name', 'hasError', 'updatedAt'))),
    ),
  )
  .map(([args, fields]) => `connectedAccounts${args} ${fields}`);
const address = fc
  .tuple(fc.constantFrom('', '(env: DEVELOPMENT)', '(site: "other")'))
  .map(([args]) => `instagramAuthUrl${args}`);
const rootField = fc.oneof(
  { weight: 4, arbitrary: sessionField },
  { weight: 1, arbitrary: connections },
  { weight: 1, arbitrary: address },
);
const query = fc.array(rootField, { minLength: 1, maxLength: 4 }).map((roots) => {
  const fields = roots.map((root, index) => `root${index}: ${root}`).join(' ');
  const declared = ['$id: ID!', '$yes: Boolean = false', '$first: Int'].filter((variable) =>
    fields.includes(variable.slice(0, variable.indexOf(':'))),
  );
  const head = declared.length === 0 ? 'query Q' : `query Q(${declared.join(', ')})`;
  const fragment = 'fragment handle on InstagramProfile { username session { id } }';
  return `${head} { __typename ${fields} } ${fields.includes('...handle') ? fragment : ''}`;
});
const variables = fc.record(
  {
    id: fc.constantFrom<unknown>(...sessions.keys(), ...sessions.keys(), absentSession, 'no id', null, 7, [
      'x',
    ]),
    yes: fc.constantFrom<unknown>(true, false, null, 'yes'),
    first: fc.constantFrom<unknown>(0, 1, 100, null, 1.5, 'one'),
  },
  { requiredKeys: ['id'] },
);

describe('an answer to a query that was answered before', () => {
  it('is that of graphql-js to the byte, for 1,000 operations', async () => {
    const goodVariables = { id: documentedSessionId, yes: true, first: 1 };
    let compiled = 0;
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(query, variables, async (query, variables) => {
        // Whatever is compiled here is compiled from an answer to other variables, and then asked with these.
        const fresh = `${query} # ${asked++}`;
        const expected = await answerTo({ query: fresh, variables });
        await answerTo({ query, variables: goodVariables });
        const asks = await asksOfApollo(async () => {
          expect(await answerTo({ query, variables })).toEqual(expected);
        });
        if (asks === 0) compiled += 1;
      }),
      { numRuns: 1000, endOnFailure: true },
    );
    expect(compiled).toBeGreaterThan(100);
  }, 300_000);

  it.each([
    [
      'a session',
      {
        query:
          'query ($id: ID!) { instagramSession(id: $id) { pages { id instagramAccounts { connection { id } } } } }',
        variables: { id: documentedSessionId },
      },
    ],
    ['connected accounts', { query: '{ connectedAccounts { items { id createdAt } } }' }],
    [
      'references',
      {
        query:
          'query ($refs: [_Any!]!) { _entities(representations: $refs) { ... on InstagramSession { id profile { name } } } }',
        variables: { refs: [{ __typename: 'InstagramSession', id: documentedSessionId }] },
      },
    ],
  ])('is given without Apollo Server for %s', async (_what, asked) => {
    const before = await answerTo(asked);
    expect(before.text).toMatch(/^\{"data":/);
    const asks = await asksOfApollo(async () => {
      expect(await answerTo(asked)).toEqual(before);
    });
    expect(asks).toBe(0);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['extensions', () => answerTo({ ...plain, extensions: {} } as Asked)],
    ['another accept', () => answerTo(plain, { accept: 'application/graphql-response+json' })],
    ['another operation of the document', () => answerTo({ ...plain, operationName: 'X' })],
    ['variables that are none', () => answerTo({ ...plain, variables: [] })],
    ['a mutation', () => answerTo({ query: 'mutation { __typename }' })],
    [
      'an address with a query',
      () =>
        fetch(`${gateway.origin}/graphql?query={__typename}`, {
          headers: { 'apollo-require-preflight': '1' },
        }),
    ],
  ])('is given by Apollo Server for a request with %s', async (_what, ask) => {
    await answerTo(plain);
    expect(await asksOfApollo(() => answerTo(plain))).toBe(0);
    expect(await asksOfApollo(ask)).toBe(1);
  });

  it('is as refused as before for a form that another site could send', async () => {
    await answerTo(plain);
    expect((await answerTo(plain, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it("is the caller's own", async () => {
    const mine = {
      query: 'query ($id: ID!) { instagramSession(id: $id) { id } }',
      variables: { id: documentedSessionId },
    };
    await answerTo(mine);
    onebox.requests.length = 0;
    await answerTo(mine, { authorization: 'Bearer of-another-caller.0123456789' });
    expect(onebox.requests[0]?.headers.authorization).toBe('Bearer of-another-caller.0123456789');
    expect((await answerTo(mine, { authorization: '' })).text).toContain('TOKEN_MISSING');
  });

  it('asks Onebox no more often where it turns out to be an error', async () => {
    const asked = {
      query: 'query ($id: ID!) { instagramSession(id: $id) { id } }',
      variables: { id: absentSession },
    };
    await answerTo({ ...asked, variables: { id: documentedSessionId } });
    onebox.requests.length = 0;
    expect((await answerTo(asked)).text).toContain('SESSION_NOT_FOUND');
    expect(onebox.requests).toHaveLength(1);
  });
});

const plain: Asked = { query: 'query Plain { __typename }' };

it('gives a session of ten thousand accounts as graphql-js does, and serves others meanwhile', async () => {
  const id = sessionIdOf('large');
  const [page] = documentedSession().accounts;
  const accounts = Array.from({ length: 50 }, (_, index) => ({
    ...page.instagram_accounts?.[0],
    id: String(index),
  }));
  sessions.set(id, {
    ...documentedSession(),
    session: Buffer.from(id, 'base64').toString(),
    accounts: Array.from({ length: 200 }, () => ({ ...page, instagram_accounts: accounts })),
  });
  const asked = {
    query:
      '{ instagramSession(id: "ID") { pages { id instagramAccounts { id username profilePictureUrl profilePictureExpiresAt } } } }'.replace(
        'ID',
        id,
      ),
  };
  const before = await answerTo(asked);
  await answerTo(plain);
  const asks = await asksOfApollo(async () => {
    const [answer] = await Promise.all([answerTo(asked), answerTo(plain)]);
    expect(answer.text === before.text).toBe(true);
  });
  expect(asks).toBe(0);
});
