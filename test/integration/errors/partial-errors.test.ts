import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSession, documentedSessionId } from '../../support/fixtures';
import { pagesOf, type SessionPage, times } from '../../support/onebox/large-sessions';
import { type AnsweredError, startGateway, type TestGateway } from '../../support/gateway/gateway';

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

describe('the errors of the parts of a response', () => {
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
