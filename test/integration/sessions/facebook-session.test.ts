import { FacebookSessionDocument } from '../../generated/graphql';
import { connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedFields, facebookSessionId as id } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

type Page = Record<string, unknown>;

let onebox: FakeOnebox;
let gateway: TestGateway;
let pages: Page[];
let connections: object[];

beforeAll(async () => {
  onebox = await startFakeOnebox((request, response) => {
    const isSession = request.url?.startsWith('/api/facebook/session/') === true;
    const session = { ...documentedFields('facebook-session.200.json'), accounts: pages };
    respondJson(200, isSession ? session : { total: connections.length, data: connections })(
      request,
      response,
    );
  });
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
  pages = documentedFields('facebook-session.200.json')['accounts'] as Page[];
  connections = [];
});

const page = (change: Page): Page => ({ ...pages[0], ...change });

describe('facebookSession', () => {
  it('returns the documented session', async () => {
    expect(await gateway.ask(FacebookSessionDocument, { id })).toEqual({
      data: {
        facebookSession: {
          id,
          profile: { id: '508654789659284', name: 'Ovan Donnovan' },
          pages: [
            {
              id: '1903864646522191',
              name: 'Jamku',
              category: 'Clothing (Brand)',
              tasks: ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'],
              connection: null,
            },
          ],
        },
      },
    });
  });

  it('returns the connection of each Page', async () => {
    const fields = { MediaId: 'FCBK', UserId: '1903864646522191', From: '1903864646522191' };
    connections = [connection({ Id: '583', ...fields, TargetId: '' }), connection({ Id: '7' })];
    const { data } = await gateway.ask(FacebookSessionDocument, { id });
    expect(data?.facebookSession?.pages[0]?.connection).toEqual({ id: '583', isEnabled: true });
  });

  it.each([
    ['absent', undefined, []],
    ['null', null, []],
    ['an empty object', {}, []],
    ['an object with indices', { 0: 'MANAGE', 2: 'MODERATE' }, ['MANAGE', 'MODERATE']],
    ['a list with a number in it', ['MANAGE', 7], ['MANAGE']],
  ])('accepts tasks that are %s', async (_what, tasks, expected) => {
    pages = [page({ tasks })];
    const { data, errors } = await gateway.ask(FacebookSessionDocument, { id });
    expect(errors).toBeUndefined();
    expect(data?.facebookSession?.pages[0]?.tasks).toEqual(expected);
  });

  it('returns a Page with malformed tasks, with an error', async () => {
    pages = [page({ tasks: 'MANAGE' })];
    const { data, errors } = await gateway.ask(FacebookSessionDocument, { id });
    expect(data?.facebookSession?.pages).toMatchObject([{ name: 'Jamku', tasks: [] }]);
    expect(errors?.[0]).toMatchObject({
      path: ['facebookSession', 'pages', 0, 'tasks'],
      extensions: { code: 'ONEBOX_BAD_RESPONSE' },
    });
  });

  it('returns a Page once that is listed twice, and omits one without an id', async () => {
    pages = [page({ name: null }), page({ tasks: undefined }), page({ id: null })];
    const { data, errors } = await gateway.ask(FacebookSessionDocument, { id });
    expect(data?.facebookSession?.pages.map(({ name }) => name)).toEqual(['Jamku']);
    expect(errors?.map(({ path }) => path)).toEqual([['facebookSession', 'pages']]);
  });

  it('returns NOT_FOUND with the name of the auth URL query where Onebox has no such session', async () => {
    const answer = onebox.answer;
    onebox.answer = respondJson(404, {});
    const { errors } = await gateway.ask(FacebookSessionDocument, { id });
    onebox.answer = answer;
    expect(errors?.[0]?.extensions.reason).toBe('SESSION_NOT_FOUND');
    expect(errors?.[0]?.message).toContain('facebookAuthUrl');
  });

  it('has its tokens only with REVEAL_ACCESS_TOKENS', async () => {
    const query = `{ facebookSession(id: "${id}") { userAccessToken pages { accessToken } } }`;
    expect((await gateway.ask(query)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    const revealing = await startGateway(onebox.origin, { REVEAL_ACCESS_TOKENS: 'true' });
    const { data } = await revealing.ask<unknown, unknown>(query);
    await revealing.close();
    const { token, accounts } = JSON.parse(documentedBody('facebook-session.200.json')) as {
      token: string;
      accounts: { access_token: string }[];
    };
    const accessToken = accounts[0]?.access_token;
    expect(data).toEqual({ facebookSession: { userAccessToken: token, pages: [{ accessToken }] } });
  });

  it('is cached, separately from sessions of other channels', async () => {
    const remembering = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '60' });
    for (const channel of ['facebook', 'facebook', 'instagram']) {
      await remembering.ask(`{ ${channel}Session(id: "${id}") { id } }`);
    }
    await remembering.close();
    expect(onebox.requests.map(({ url }) => url.split('/')[2])).toEqual(['facebook', 'instagraph']);
  });

  it('makes one call for each page of connections and one more, for 200 Pages', async () => {
    pages = Array.from({ length: 200 }, (_, index) => page({ id: String(1000 + index) }));
    const all = Array.from({ length: 250 }, (_, index) =>
      connection({ Id: String(index + 1), MediaId: 'FCBK', UserId: String(1000 + index), From: null }),
    );
    const answer = onebox.answer;
    onebox.answer = (request, response) => {
      const offset = new URL(request.url ?? '', 'http://onebox').searchParams.get('offset');
      if (offset === null) answer(request, response);
      else respondJson(200, { total: 250, data: all.slice(+offset, +offset + 100) })(request, response);
    };
    const { data, errors } = await gateway.ask(FacebookSessionDocument, { id });
    onebox.answer = answer;
    expect(errors).toBeUndefined();
    expect(data?.facebookSession?.pages.map((one) => one.connection?.id)).toEqual(
      Array.from({ length: 200 }, (_, index) => String(index + 1)),
    );
    expect(onebox.requests).toHaveLength(Math.ceil(250 / 100) + 1);
  });
});

describe('references to entities of a Facebook session', () => {
  const query = `query ($all: [_Any!]!) { _entities(representations: $all) {
    __typename ... on FacebookPage { id sessionId category } ... on FacebookSession { profile { name } } } }`;
  const resolve = (all: object[]) => gateway.ask<{ _entities: unknown[] }, unknown>(query, { all });
  const ofPage = (pageId: string): object => ({ __typename: 'FacebookPage', sessionId: id, id: pageId });

  it('are all resolved by one call to Onebox', async () => {
    pages = [page({ id: '1' }), page({ id: '2' })];
    const { data, errors } = await resolve([
      ofPage('2'),
      ofPage('1'),
      ofPage('2'),
      { __typename: 'FacebookSession', id },
    ]);
    expect(errors).toBeUndefined();
    const found = (pageId: string): object => ({
      __typename: 'FacebookPage',
      id: pageId,
      sessionId: id,
      category: 'Clothing (Brand)',
    });
    expect(data?._entities).toEqual([
      found('2'),
      found('1'),
      found('2'),
      { __typename: 'FacebookSession', profile: { name: 'Ovan Donnovan' } },
    ]);
    expect(onebox.requests).toHaveLength(1);
  });

  it('are null with an error where there is no such Page, without affecting others', async () => {
    const { data, errors } = await resolve([ofPage('1'), ofPage('1903864646522191')]);
    expect(data?._entities).toEqual([null, expect.objectContaining({ __typename: 'FacebookPage' })]);
    expect(errors?.map(({ path, extensions }) => [path, extensions.reason])).toEqual([
      [['_entities', 0], 'PAGE_NOT_FOUND'],
    ]);
  });
});
