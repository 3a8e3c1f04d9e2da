import { maxResponseValues } from '../../../src/graphql/schema/response-size';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSession, documentedSessionId } from '../../support/fixtures';
import { accountsOf, pagesOf, type SessionPage, times } from '../../support/onebox/large-sessions';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

const session = `instagramSession(id: "${documentedSessionId}")`;

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

const answerPages = (accounts: SessionPage[]): void => {
  onebox.answer = respondJson(200, { ...documentedSession(), accounts });
};

/** The first response, of graphql-js, and a later one, of the compiled query. */
async function askTwice(query: string, variables?: unknown) {
  const first = await gateway.ask<Record<string, unknown>, unknown>(query, variables);
  return [first, await gateway.ask<Record<string, unknown>, unknown>(query, variables)] as const;
}

const tooLarge = {
  data: null,
  errors: [
    expect.objectContaining({
      extensions: expect.objectContaining({
        code: 'OVERLOADED',
        reason: 'RESPONSE_TOO_LARGE',
        retryable: false,
      }) as unknown,
    }),
  ],
};

const representations = (count: number): object[] =>
  Array.from({ length: count }, () => ({ __typename: 'Page', id: '1', sessionId: documentedSessionId }));

describe('a response', () => {
  it.each<[string, SessionPage[], string, unknown]>([
    [
      'aliases of a session of 7,000 Pages',
      pagesOf(7000),
      `{ ${times(13, (i) => `a${i}: ${session} { pages { id name } }`)} }`,
      {},
    ],
    [
      'fragments',
      pagesOf(5_000),
      `{ ${times(19, (i) => `a${i}: ${session} { pages { ...P } }`)} } fragment P on Page { ...Q id } fragment Q on Page { name sessionId }`,
      {},
    ],
    [
      'lists within lists',
      pagesOf(100, () => ({ id: '1', instagram_accounts: accountsOf(60) })).map((page, id) => ({
        ...page,
        id: String(id + 1),
      })),
      `{ ${times(11, (i) => `a${i}: ${session} { pages { instagramAccounts { id username name } } }`)} }`,
      {},
    ],
    [
      'references to a Page of many accounts',
      pagesOf(1, () => ({ id: '1', instagram_accounts: accountsOf(500) })),
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Page { instagramAccounts { id } } } }',
      { r: representations(400) },
    ],
    [
      'references over several aliases',
      pagesOf(1, () => ({ id: '1', instagram_accounts: accountsOf(500) })),
      `query ($r: [_Any!]!) { ${times(4, (i) => `a${i}: _entities(representations: $r) { ... on Page { instagramAccounts { id } } }`)} }`,
      { r: representations(100) },
    ],
  ])(
    `with more than ${maxResponseValues} values, of %s, is OVERLOADED / RESPONSE_TOO_LARGE`,
    async (_what, pages, query, variables) => {
      answerPages(pages);
      expect(await askTwice(query, variables)).toEqual([tooLarge, tooLarge]);
    },
  );

  it('with a text that is too long is OVERLOADED / RESPONSE_TOO_LARGE', async () => {
    answerPages(pagesOf(1, () => ({ id: '1', name: 'x'.repeat(300_000) })));
    const query = `{ ${session} { pages { ${times(40, (i) => `a${i}: name`)} } } }`;
    expect(await askTwice(query)).toEqual([tooLarge, tooLarge]);
  });

  it('with a short text whose JSON is long is OVERLOADED / RESPONSE_TOO_LARGE', async () => {
    answerPages(pagesOf(1, () => ({ id: '1', name: '\u0001'.repeat(50_000) })));
    const query = `{ ${session} { pages { ${times(40, (i) => `a${i}: name`)} } } }`;
    expect(await askTwice(query)).toEqual([tooLarge, tooLarge]);
  });

  it('of 7,000 Pages is complete', async () => {
    answerPages(pagesOf(7000));
    for (const { data, errors } of await askTwice(`{ ${session} { pages { id } } }`)) {
      expect(errors).toBeUndefined();
      expect((data?.['instagramSession'] as { pages: unknown[] }).pages).toHaveLength(7000);
    }
  });

  it('cannot lead from a Page back to the Pages of its session', async () => {
    const { errors } = await gateway.ask(`{ ${session} { pages { session { pages { id } } } } }`);
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('the estimate before an operation runs', () => {
  const reference = `{ __typename: "Page", id: "1", sessionId: "${documentedSessionId}" }`;
  const entities = `_entities(representations: $r) { ... on Page { instagramAccounts { ${times(90, (i) => `a${i}: id`).replaceAll(/a\d+: /g, '')} } } }`;

  it.each([
    ['the default of a variable', `query ($r: [_Any!]! = [${times(58, () => reference)}])`, {}],
    [
      'the default of a variable, where none is sent',
      `query ($r: [_Any!] = [${times(58, () => reference)}])`,
      null,
    ],
    ['a variable', 'query ($r: [_Any!]!)', { r: representations(58) }],
  ])('counts %s', async (_what, head, variables) => {
    const { errors } = await gateway.ask(`${head} { ${entities} }`, variables);
    expect(errors?.[0]?.message).toContain('values in the response');
  });

  it('counts a variable that is sent in place of its default', async () => {
    answerPages(pagesOf(1));
    const { errors } = await gateway.ask(
      `query ($r: [_Any!]! = [${times(58, () => reference)}]) { ${entities} }`,
      { r: [] },
    );
    expect(errors).toBeUndefined();
  });
});

describe('an operation at every default limit at once', () => {
  const directive = '@include(if: true)';
  // 30 root fields and calls, 30 fragments, 50 aliases, and nearly as many tokens and values as may be.
  const lastAliases = 20;
  const operation = `query {
    ${times(30, (i) => `a${i}: ${session} ${i === 0 ? directive : ''} { ...F${i < lastAliases ? i : 20 + (i % 8)} }`)}
  }
  ${times(28, (i) => `fragment F${i} on InstagramSession { pages { ${i < lastAliases ? 'b: id' : 'id'} ...P } }`)}
  fragment P on Page { id name instagramAccounts { ...A } }
  fragment A on InstagramAccount { username name }`;

  it.each([
    ['small', 2, 2],
    ['of many Pages', 200, 5],
    ['of many accounts', 5, 1000],
  ])('gets a response or an error code, for a session that is %s', async (_what, pages, accounts) => {
    answerPages(
      pagesOf(pages, (index) => ({ id: String(index + 1), instagram_accounts: accountsOf(accounts) })),
    );
    for (const { data, errors } of await askTwice(operation)) {
      if (data === null || data === undefined) {
        expect(errors?.map(({ extensions, message }) => extensions.reason ?? message)).toEqual([
          'RESPONSE_TOO_LARGE',
        ]);
      } else {
        expect(errors).toBeUndefined();
        expect(Object.keys(data)).toHaveLength(30);
      }
    }
  });
});
