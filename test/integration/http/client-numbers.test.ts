import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSession, documentedSessionId } from '../../support/fixtures';
import { type Answer, callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

const asked = '17841439754602483';
const neighbour = '17841439754602484';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  const session = documentedSession();
  const [account = {}] = session.accounts[0].instagram_accounts ?? [];
  session.accounts[0].instagram_accounts = [asked, neighbour].map((id) => ({ ...account, id }));
  onebox = await startFakeOnebox(respondJson(200, session));
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

const headers = { authorization: `Bearer ${callersToken}`, 'content-type': 'application/json' };
const operation =
  'query ($r: [_Any!]!) { _entities(representations: $r) { ... on InstagramAccount { id } } }';
const reference = (id: string): string =>
  `{"__typename":"InstagramAccount","sessionId":"${documentedSessionId}","id":${id}}`;
const answerOf = async (response: Response): Promise<Answer<{ _entities: { id: string }[] }>> =>
  (await response.json()) as never;
const ask = async (json: string): Promise<Answer<{ _entities: { id: string }[] }>> =>
  answerOf(await fetch(`${gateway.origin}/graphql`, { method: 'POST', headers, body: json }));

const ways: [string, (id: string) => Promise<Answer<{ _entities: { id: string }[] }>>][] = [
  [
    'a variable of a POST',
    (id) => ask(`{"query":${JSON.stringify(operation)},"variables":{"r":[${reference(id)}]}}`),
  ],
  [
    'a variable of a GET',
    async (id) => {
      const search = new URLSearchParams({ query: operation, variables: `{"r":[${reference(id)}]}` });
      return answerOf(await fetch(`${gateway.origin}/graphql?${search.toString()}`, { headers }));
    },
  ],
  [
    'a literal',
    (id) => {
      const literal = reference(id).replace(/"(__typename|sessionId|id)":/g, '$1:');
      const query = `{ _entities(representations: [${literal}]) { ... on InstagramAccount { id } } }`;
      return ask(JSON.stringify({ query }));
    },
  ],
  [
    'the default of a variable',
    (id) => {
      const literal = reference(id).replace(/"(__typename|sessionId|id)":/g, '$1:');
      const query = `query ($r: [_Any!]! = [${literal}]) { _entities(representations: $r) { ... on InstagramAccount { id } } }`;
      return ask(JSON.stringify({ query }));
    },
  ],
];

describe.each(ways)('an id that is a number in %s', (_way, askWith) => {
  it('keeps its digits', async () => {
    expect((await askWith(asked)).data).toEqual({ _entities: [{ id: asked }] });
    expect((await askWith(neighbour)).data).toEqual({ _entities: [{ id: neighbour }] });
  });

  it.each(['1.7841439754602483e16', '17841439754602483.5', '1.7e16', '17841439754602483.0'])(
    'is rejected where it would be rounded: %s',
    async (id) => {
      const { data, errors } = await askWith(id);
      expect(data?._entities ?? []).toEqual([]);
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
    },
  );
});

it('an argument of type ID keeps the digits of a number, in a variable and in the text', async () => {
  const { origin } = gateway;
  const post = async (json: string): Promise<Answer<unknown>> =>
    (await (await fetch(`${origin}/graphql`, { method: 'POST', headers, body: json })).json()) as never;
  const connect = (pageId: string, id: string): string =>
    `mutation ($id: ID!) { connectInstagramAccount(sessionId: \\"${documentedSessionId}\\", pageId: ${pageId}, instagramAccountId: $id) { id } }", "variables": {"id": ${id}}`;
  for (const [pageId, id, reason] of [
    ['241794770143249', '17841439754602485', 'INSTAGRAM_ACCOUNT_NOT_FOUND'],
    ['241794770143249000000', asked, 'PAGE_NOT_FOUND'],
  ]) {
    const { errors } = await post(`{"query": "${connect(pageId ?? '', id ?? '')}}`);
    expect(errors?.[0]?.extensions.reason).toBe(reason);
  }
  const { errors } = await post(`{"query": "${connect('241794770143249', '1.7e16')}}`);
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  expect(onebox.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

it('a number for another type than ID is rejected at any length', async () => {
  for (const first of ['1.5', '17841439754602483', '1e1']) {
    const { errors } = await ask(
      `{"query": "query ($n: Int) { connectedAccounts(first: $n) { totalCount } }", "variables": {"n": ${first}}}`,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  }
});

it('a body with a long number and __proto__ is rejected as one without', async () => {
  const { errors } = await ask(
    '{"query":"{ __typename }","variables":{"a":17841439754602483},"__proto__":{"x":1}}',
  );
  expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
});
