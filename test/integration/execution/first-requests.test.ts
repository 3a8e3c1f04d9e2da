import { InstagramSessionDocument } from '../../generated/graphql';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { ask, asksOfApollo } from '../../support/gateway/fast-path';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';
import { type FakeOnebox, respondJson, startFakeOnebox } from '../../support/onebox/fake-onebox';

const count = 50;
const variables = { id: documentedSessionId };
const goodResponse = respondJson(200, documentedBody('session.200.json'));

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox(goodResponse);
  gateway = await startGateway(onebox.origin, { RATE_LIMIT_ADDRESS: '0' });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.answer = goodResponse;
});

const atOnce = <T>(send: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => send(index)));
const authorization = (index: number) => ({ authorization: `Bearer caller-${index}` });
const named = (name: string): string =>
  InstagramSessionDocument.toString().replace('query InstagramSession', `query ${name}`);

const byPost = async (query: string, index: number): Promise<string> =>
  (await ask(gateway, { query, variables }, authorization(index))).text;
const byGet = async (query: string, index: number): Promise<string> => {
  const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
  const response = await fetch(`${gateway.origin}/graphql?${search.toString()}`, {
    headers: { ...authorization(index), 'x-request-id': 'the-same' },
  });
  return response.text();
};

describe('equal requests that come at once, before any other with their operation', () => {
  it.each([
    ['POST', byPost],
    ['GET', byGet],
  ])('by %s, are answered alike, and Apollo Server is asked by one of them', async (method, send) => {
    const query = named(`First${method}`);
    const texts = new Set<string>();
    const asks = await asksOfApollo(async () => {
      for (const text of await atOnce((index) => send(query, index))) texts.add(text);
    });
    expect(texts.size).toBe(1);
    expect(Object.keys(JSON.parse([...texts].join('')) as object)).toEqual(['data']);
    expect(asks).toBe(1);
  });

  it('with an invalid operation, are all rejected alike', async () => {
    const query = named('Invalid').replace('profile', 'profil');
    const texts = new Set(await atOnce((index) => byPost(query, index)));
    expect(texts.size).toBe(1);
    expect(JSON.parse([...texts].join(''))).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });
});

it('an operation whose first response is an error is known from then on', async () => {
  const query = named('Failing');
  onebox.answer = respondJson(500, '{}');
  expect((await ask(gateway, { query, variables })).text).toContain('UPSTREAM_FAILED');
  onebox.answer = goodResponse;
  const asks = await asksOfApollo(async () => {
    expect((await ask(gateway, { query, variables })).text).toMatch(/^\{"data":/);
  });
  expect(asks).toBe(0);
});

it('equal requests of one caller that fail by their one call have the same error each', async () => {
  const query = named('Shared');
  await ask(gateway, { query, variables });
  onebox.answer = respondJson(404, '{}');
  const headers = { authorization: `Bearer ${callersToken}` };
  const texts = new Set(
    await atOnce(() => ask(gateway, { query, variables }, headers).then(({ text }) => text)),
  );
  expect(texts.size).toBe(1);
  expect([...texts].join('')).toContain('SESSION_NOT_FOUND');
});
