import { ApolloServer } from '@apollo/server';
import fc from 'fast-check';

import { type FakeOnebox, startFakeOnebox } from '../support/fake-onebox';
import { documentedSession, documentedSessionId } from '../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../support/gateway';
import { until } from '../support/held-answer';
import { randomQuery, randomVariables } from '../support/random-queries';
import { answerVaried, sessions } from '../support/varied-onebox';
import { absentSession, sessionIdOf } from '../support/varied-sessions';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox(answerVaried);
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

const [documentedPage] = documentedSession().accounts;
const [documentedAccount] = documentedPage.instagram_accounts ?? [];

interface Asked {
  query: string;
  variables?: unknown;
  operationName?: string;
  extensions?: object;
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

/** Errors of several sessions come in the order in which Onebox answered. */
const withSortedErrors = ({ text, ...response }: Awaited<ReturnType<typeof answerTo>>): unknown => {
  if (!text.startsWith('{"errors":')) return { text, ...response };
  const { errors, ...rest } = JSON.parse(text) as { errors: unknown[] };
  return { ...response, ...rest, errors: errors.map((error) => JSON.stringify(error)).sort() };
};

/** How often Apollo Server is asked while `action` runs. */
const asksOfApollo = async (action: () => Promise<unknown>): Promise<number> => {
  const asked = jest.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
  await action();
  const times = asked.mock.calls.length;
  asked.mockRestore();
  return times;
};

describe('an answer to a query that was answered before', () => {
  it('is that of graphql-js to the byte, for 2,000 operations', async () => {
    const goodVariables = { id: documentedSessionId, yes: true, first: 1 };
    let compiled = 0;
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(randomQuery, randomVariables, async (query, variables) => {
        // Whatever is compiled here is compiled from an answer to other variables, and then asked with these.
        const fresh = `${query} # ${asked++}`;
        const expected = await answerTo({ query: fresh, variables });
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
  ])('is given without Apollo Server for %s', async (_what, asked) => {
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

/** Gives Onebox a session with these Pages, and its id. */
const addSession = (name: string, accounts: object[]): string => {
  const id = sessionIdOf(name);
  sessions.set(id, { ...documentedSession(), session: Buffer.from(id, 'base64').toString(), accounts });
  return id;
};

const plain: Asked = { query: 'query Plain { __typename }' };

it.each([
  ['ten thousand accounts', 200, () => 50],
  ['just so many accounts that it is sent in pieces', 1, () => 65],
  ['Pages of which some have no accounts', 70, (page: number) => page % 3],
])(
  'gives a session of %s as graphql-js does, and serves others meanwhile',
  async (_what, pages, accountsOf) => {
    const account = documentedPage.instagram_accounts?.[0];
    const id = addSession(
      `large${pages}`,
      Array.from({ length: pages }, (_, page) => ({
        ...documentedPage,
        id: String(page),
        instagram_accounts: Array.from({ length: accountsOf(page) }, (_, index) => ({
          ...account,
          id: String(index),
          name: 'é😀\ud800"'.slice(0, index % 6),
        })),
      })),
    );
    const asked = {
      query: `{ instagramSession(id: "${id}") { pages { id instagramBusinessAccount { id } instagramAccounts {
      id name __proto__: username profilePictureUrl profilePictureExpiresAt } } profile { name } } }`,
    };
    const before = await answerTo(asked);
    expect(Object.keys(JSON.parse(before.text) as object)).toEqual(['data']);
    await answerTo(plain);
    const asks = await asksOfApollo(async () => {
      const [answer] = await Promise.all([answerTo(asked), answerTo(plain)]);
      expect(answer.text === before.text).toBe(true);
    });
    expect(asks).toBe(0);
  },
);

/** Asks for a session of so many Pages. */
const askedForPages = (pages: number): Asked => {
  const id = addSession(
    `pages${pages}`,
    Array.from({ length: pages }, (_, page) => ({ ...documentedPage, id: String(page) })),
  );
  return { query: `{ instagramSession(id: "${id}") { pages { id name } } }` };
};

it('gives a short list before long ones that were asked for earlier', async () => {
  const [long, short] = [askedForPages(5000), askedForPages(20)];
  for (const asked of [long, short]) await answerTo(asked);
  onebox.requests.length = 0;
  let ended = 0;
  const longAnswers = Array.from({ length: 10 }, async (_, caller) => {
    await answerTo(long, { authorization: `Bearer ${caller}` });
    ended += 1;
  });
  await until(() => onebox.requests.length === longAnswers.length);
  await answerTo(short);
  expect(ended).toBeLessThan(longAnswers.length / 2);
  await Promise.all(longAnswers);
});

it('gives a long session that several requests wait for together to each of them whole', async () => {
  const asked = askedForPages(1000);
  const before = await answerTo(asked);
  const { answer } = onebox;
  onebox.answer = (request, response) => {
    setTimeout(() => {
      answer(request, response);
    }, 300);
  };
  onebox.requests.length = 0;
  const answers = await Promise.all(Array.from({ length: 5 }, () => answerTo(asked)));
  onebox.answer = answer;
  expect(onebox.requests).toHaveLength(1);
  expect(answers.map(({ text }) => text === before.text)).toEqual(Array(5).fill(true));
});

it('gives what graphql-js gives where a number is spelt in another way', async () => {
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
