import fc from 'fast-check';

import { type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { ask, type Answered, type Asked, asksOfApollo } from '../../support/gateway/fast-path';
import { documentedSession, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import { randomQuery, randomVariables } from '../../support/random-queries';
import { answerVaried } from '../../support/onebox/varied-onebox';
import { absentSession, sessionIdOf } from '../../support/onebox/varied-sessions';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox(answerVaried);
  // One caller sends about eight thousand requests within a minute.
  gateway = await startGateway(onebox.origin, { RATE_LIMIT_CALLER: '0', RATE_LIMIT_ADDRESS: '0' });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

const [documentedPage] = documentedSession().accounts;
const [documentedAccount] = documentedPage.instagram_accounts ?? [];

const answerTo = (asked: Asked, headers?: Record<string, string>) => ask(gateway, asked, headers);

const plain: Asked = { query: 'query Plain { __typename }' };

/** Errors of several sessions have the order of the responses of Onebox. */
const withSortedErrors = ({ text, ...response }: Answered): unknown => {
  if (!text.startsWith('{"errors":')) return { text, ...response };
  const { errors, ...rest } = JSON.parse(text) as { errors: unknown[] };
  return { ...response, ...rest, errors: errors.map((error) => JSON.stringify(error)).sort() };
};

describe('the response to a known operation', () => {
  it('equals that of graphql-js to the byte, for 2,000 operations', async () => {
    const goodVariables = { id: documentedSessionId, yes: true, first: 1 };
    let compiled = 0;
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(randomQuery, randomVariables, async (query, variables) => {
        // Compiles the operation with other variables first.
        const fresh = `${query} # ${asked++}`;
        const expected = await answerTo({ query: fresh, variables });
        expect(expected.status).not.toBe(429);
        await answerTo({ query, variables: goodVariables });
        const asks = await asksOfApollo(async () => {
          expect(withSortedErrors(await answerTo({ query, variables }))).toEqual(withSortedErrors(expected));
        });
        if (asks === 0) compiled += 1;
      }),
      { numRuns: 2000, endOnFailure: true },
    );
    expect(compiled).toBeGreaterThan(150);
  }, 300_000);

  it('is an error for an entity of a session without which nothing can be read', async () => {
    const representations = [
      { __typename: 'Page', sessionId: sessionIdOf('wrong'), id: documentedPage.id },
      { __typename: 'Page', sessionId: documentedSessionId, id: documentedPage.id },
    ];
    const query = 'query Wrong($of: [_Any!]!) { _entities(representations: $of) { ... on Page { id } } }';
    for (let times = 0; times < 2; times += 1) {
      const { text } = await answerTo({ query, variables: { of: representations } });
      expect(JSON.parse(text)).toMatchObject({
        data: { _entities: [null, { id: documentedPage.id }] },
        errors: [{ path: ['_entities', 0], extensions: { code: 'ONEBOX_BAD_RESPONSE' } }],
      });
    }
  });

  it.each([
    [
      'a session',
      {
        query:
          'query ($id: ID!) { instagramSession(id: $id) { pages { id instagramAccounts { connection { id } } } } }',
        variables: { id: documentedSessionId },
      },
    ],
    [
      'one selection of the same session, of another and of the same again',
      {
        query: `query ($id: ID!, $other: ID!) { a: instagramSession(id: $id) { ...S } b: instagramSession(id: $other) { ...S }
          c: instagramSession(id: $id) { ...S } } fragment S on InstagramSession { id pages { name instagramAccounts { id } } }`,
        variables: { id: documentedSessionId, other: sessionIdOf('poor') },
      },
    ],
    [
      'references',
      {
        query: `query ($refs: [_Any!]!) { _entities(representations: $refs) { __typename
          ... on Page { name } ... on InstagramAccount { username connection { id createdAt } } } }`,
        variables: {
          refs: [
            { __typename: 'Page', sessionId: documentedSessionId, id: documentedPage.id },
            { __typename: 'InstagramAccount', sessionId: documentedSessionId, id: documentedAccount?.['id'] },
          ],
        },
      },
    ],
    [
      'a condition',
      {
        query: `query ($id: ID!, $yes: Boolean = true) { instagramSession(id: $id) { id @skip(if: $yes) profile { name } } }`,
        variables: { id: documentedSessionId },
      },
    ],
  ])('comes from the fast path for %s', async (_what, asked) => {
    const before = await answerTo(asked);
    expect(before.text).toMatch(/^\{"data":/);
    const again = async (): Promise<void> => {
      expect(await answerTo(asked)).toEqual(before);
      expect(await answerTo({ ...asked, extensions: { clientLibrary: {} } })).toEqual(before);
    };
    expect(await asksOfApollo(again)).toBe(0);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['connected accounts', () => answerTo({ query: '{ connectedAccounts { totalCount } }' })],
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
  ])('comes from Apollo Server for a request with %s', async (_what, ask) => {
    await answerTo(plain);
    expect(await asksOfApollo(() => answerTo(plain))).toBe(0);
    expect(await asksOfApollo(ask)).toBe(1);
  });

  it('is the same rejection for a form that another site could send', async () => {
    await answerTo(plain);
    expect((await answerTo(plain, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('belongs to the caller', async () => {
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

  it('takes no further call to Onebox where it is an error', async () => {
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

it('equals that of graphql-js for a number in another notation', async () => {
  const { answer } = onebox;
  const answerOddly: typeof answer = (_request, response) => {
    const body = JSON.stringify(documentedSession());
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(body.replace(/("has_profile_picture"):\w+/, '$1:1.0'));
  };
  onebox.answer = answerOddly;
  const asked = {
    query: `{ instagramSession(id: "${documentedSessionId}") { pages { instagramAccounts { hasProfilePicture } } } }`,
  };
  const fresh = await answerTo(asked);
  onebox.answer = answer;
  await answerTo(asked);
  onebox.answer = answerOddly;
  expect(await answerTo(asked)).toEqual(fresh);
  onebox.answer = answer;
});
