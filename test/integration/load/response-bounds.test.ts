import { maxResponseValues } from '../../../src/graphql/schema/response-size';
import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSession, documentedSessionId } from '../../support/fixtures';
import { type AnsweredError, startGateway, type TestGateway } from '../../support/gateway/gateway';

const [documentedPage] = documentedSession().accounts;
const documentedAccount = documentedPage.instagram_accounts?.[0] ?? {};

type Page = typeof documentedPage;

const pagesOf = (count: number, pageOf: (index: number) => Page = (index) => ({ id: String(index + 1) })) =>
  Array.from({ length: count }, (_, index): Page => ({ ...documentedPage, ...pageOf(index) }));

const accountsOf = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, index) => ({ ...documentedAccount, id: String(index + 1) }));

const times = (count: number, textOf: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => textOf(index)).join(' ');

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

const answerPages = (accounts: Page[]): void => {
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
  it.each<[string, Page[], string, unknown]>([
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

describe('errors of parts', () => {
  const standsFor = (errors: readonly AnsweredError[] = []): number =>
    errors.reduce((sum, { extensions: { omitted = 0 } }) => sum + omitted + 1, 0);

  it('of one Page under 19 aliases are ten, of which the last stands for the rest', async () => {
    answerPages(pagesOf(200, (index) => (index === 7 ? { id: null } : { id: String(index + 1) })));
    for (const { errors } of await askTwice(
      `{ ${times(19, (i) => `a${i}: ${session} { pages { id } }`)} }`,
    )) {
      expect(errors).toHaveLength(10);
      expect(standsFor(errors)).toBe(19);
      expect(errors?.map(({ path }) => path)).toEqual([
        ...Array.from({ length: 9 }, (_, i) => [`a${i}`, 'pages']),
        undefined,
      ]);
    }
  });

  it('of 1,000 Pages are ten, the last at their list', async () => {
    answerPages(pagesOf(1000, () => ({ id: null })));
    const { data, errors } = await gateway.ask<Record<string, unknown>, unknown>(
      `{ ${session} { id pages { id } } }`,
    );
    expect(data).toEqual({ instagramSession: { id: documentedSessionId, pages: [] } });
    expect(errors).toHaveLength(10);
    expect(standsFor(errors)).toBe(1000);
    expect(errors?.at(-1)).toMatchObject({
      path: ['instagramSession', 'pages'],
      extensions: { code: 'ONEBOX_BAD_RESPONSE', reason: 'UPSTREAM_CONTRACT_BROKEN', omitted: 990 },
    });
  });

  it('of the accounts of many Pages are ten, the last at the list of Pages', async () => {
    answerPages(pagesOf(300, (index) => ({ id: String(index + 1), instagram_business_account: { id: {} } })));
    const { data, errors } = await gateway.ask<{ instagramSession: { pages: object[] } }, unknown>(
      `{ ${session} { pages { instagramBusinessAccount { id } } } }`,
    );
    expect(data?.instagramSession.pages).toHaveLength(300);
    expect(errors).toHaveLength(10);
    expect(standsFor(errors)).toBe(300);
    expect(errors?.[0]?.path).toEqual(['instagramSession', 'pages', 0, 'instagramBusinessAccount']);
    expect(errors?.at(-1)?.path).toEqual(['instagramSession', 'pages']);
  });

  it('that have one cause are one error, at the list of what it failed', async () => {
    const list = answerConnections([connection({ Id: '9', TargetId: {}, From: null })]);
    const answerSession = respondJson(200, { ...documentedSession(), accounts: pagesOf(500) });
    onebox.answer = (request, response) => {
      (request.url?.startsWith('/api/connection') === true ? list : answerSession)(request, response);
    };
    const { errors } = await gateway.ask(
      `{ ${session} { pages { id instagramBusinessAccount { id connection { id } } } } }`,
    );
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({ path: ['instagramSession', 'pages'], extensions: { omitted: 499 } });
  });

  it.each([
    ['that are none, are one', (): object => ({ __typename: 'Nothing' }), 1],
    [
      'to Pages that are not there, are ten',
      (index: number): object => ({
        __typename: 'Page',
        id: String(index + 10_000),
        sessionId: documentedSessionId,
      }),
      10,
    ],
  ])('of 1,000 references %s', async (_what, referenceOf, count) => {
    answerPages(pagesOf(1));
    const { data, errors } = await gateway.ask<{ _entities: unknown[] }, unknown>(
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      { r: Array.from({ length: 1000 }, (_, index) => referenceOf(index)) },
    );
    expect(data?._entities).toEqual(Array(1000).fill(null));
    expect(errors).toHaveLength(count);
    expect(standsFor(errors)).toBe(1000);
    expect(errors?.at(-1)?.path).toEqual(['_entities']);
  });

  it('of root fields that fail for one cause are at the path of each', async () => {
    onebox.answer = respondJson(404, {});
    const { errors } = await gateway.ask(`{ a: ${session} { id } b: ${session} { id } }`);
    expect(errors?.map(({ path }) => path)).toEqual([['a'], ['b']]);
    expect(standsFor(errors)).toBe(2);
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
  ])('is answered, or ends with a code, for a session that is %s', async (_what, pages, accounts) => {
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
