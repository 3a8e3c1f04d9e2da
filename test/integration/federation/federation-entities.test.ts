import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { type Answer, startGateway, type TestGateway } from '../../support/gateway/gateway';

const entitiesQuery = `query Entities($representations: [_Any!]!) {
  _entities(representations: $representations) {
    __typename
    ... on InstagramSession { profile { name } }
    ... on Page { id name }
    ... on InstagramBusinessAccount { id username }
    ... on InstagramAccount { id username }
    ... on ConnectedInstagramAccount { id name }
  }
}`;
const session = { __typename: 'InstagramSession', id: documentedSessionId };
const ofSession = { sessionId: documentedSessionId };
const page = { __typename: 'Page', ...ofSession, id: '241794770143249' };
const businessAccount = { __typename: 'InstagramBusinessAccount', ...ofSession, id: '17841439754602482' };
const account = { __typename: 'InstagramAccount', ...ofSession, id: '4887037594655873' };

interface Entities {
  _entities: unknown[];
}

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

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = respondJson(200, documentedBody('session.200.json'));
});

function ask(representations: unknown[], headers?: Record<string, string>): Promise<Answer<Entities>> {
  return gateway.ask(entitiesQuery, { representations }, headers);
}

describe('_entities', () => {
  it('returns an empty list for no references', async () => {
    expect(await ask([])).toEqual({ data: { _entities: [] } });
    expect(onebox.requests).toHaveLength(0);
  });

  it('resolves every entity type of a session with one call to Onebox', async () => {
    expect(await ask([account, page, session, businessAccount])).toEqual({
      data: {
        _entities: [
          { __typename: 'InstagramAccount', id: account.id, username: 'trycloudy123' },
          { __typename: 'Page', id: page.id, name: 'TryalCloudy03' },
          { __typename: 'InstagramSession', profile: { name: 'Ovan Donnovan' } },
          { __typename: 'InstagramBusinessAccount', id: businessAccount.id, username: 'trycloudy123' },
        ],
      },
    });
    expect(onebox.requests).toHaveLength(1);
  });

  it('makes one call for fifty references to one session', async () => {
    const { data, errors } = await ask(Array.from({ length: 50 }, () => page));
    expect(errors).toBeUndefined();
    expect(new Set(data?._entities.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(data?._entities).toHaveLength(50);
    expect(onebox.requests).toHaveLength(1);
  });

  it('makes one call where a federation gateway merges requests into aliases', async () => {
    const { data } = await gateway.ask<Record<string, unknown[]>, unknown>(
      `query ($a: [_Any!]!, $b: [_Any!]!) {
        _v0__entities: _entities(representations: $a) { ... on Page { name } }
        _v1__entities: _entities(representations: $b) { ... on InstagramAccount { username } }
      }`,
      { a: [page], b: [account] },
    );
    expect(data).toEqual({
      _v0__entities: [{ name: 'TryalCloudy03' }],
      _v1__entities: [{ username: 'trycloudy123' }],
    });
    expect(onebox.requests).toHaveLength(1);
  });

  it('resolves a connected account by its id', async () => {
    onebox.answer = respondJson(200, connection({ Id: 645 }));
    const { data, errors } = await ask([{ __typename: 'ConnectedInstagramAccount', id: '645' }]);
    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual([
      expect.objectContaining({ __typename: 'ConnectedInstagramAccount', id: '645' }),
    ]);
    expect(onebox.requests.map(({ url }) => url)).toEqual(['/api/connection/645']);
  });

  it.each([{ Id: '999' }, { Id: null }, { MediaId: null, ProviderId: null }])(
    'returns an error in the place of a connected account that Onebox returns with %j',
    async (change) => {
      onebox.answer = respondJson(200, connection({ Id: '645', ...change }));
      const { data, errors } = await ask([{ __typename: 'ConnectedInstagramAccount', id: '645' }]);
      expect(data?._entities).toEqual([null]);
      expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
    },
  );

  it.each([{ MediaId: null }, { MediaId: ' inst' }, { Id: '0645' }])(
    'resolves a connected account that Onebox returns with %j',
    async (change) => {
      onebox.answer = respondJson(200, connection({ Id: '645', ...change }));
      const { errors } = await ask([{ __typename: 'ConnectedInstagramAccount', id: '645' }]);
      expect(errors).toBeUndefined();
    },
  );

  it('returns the found entities in order, and an error with a code in the place of each other', async () => {
    const { data, errors } = await ask([
      { ...page, id: '1' },
      page,
      { ...account, id: '2' },
      { ...session, id: 'nonsense' },
      businessAccount,
      { __typename: 'ConnectedInstagramAccount', id: 'nonsense' },
    ]);
    expect(data?._entities).toEqual([
      null,
      expect.objectContaining({ id: page.id }),
      null,
      null,
      expect.objectContaining({ id: businessAccount.id }),
      null,
    ]);
    const inOrder = [...(errors ?? [])].sort((a, b) => Number(a.path?.[1]) - Number(b.path?.[1]));
    expect(inOrder.map(({ path, extensions: { code, reason } }) => [path, code, reason])).toEqual([
      [['_entities', 0], 'NOT_FOUND', 'PAGE_NOT_FOUND'],
      [['_entities', 2], 'NOT_FOUND', 'INSTAGRAM_ACCOUNT_NOT_FOUND'],
      [['_entities', 3], 'BAD_USER_INPUT', 'SESSION_ID_MALFORMED'],
      [['_entities', 5], 'NOT_FOUND', 'CONNECTED_ACCOUNT_NOT_FOUND'],
    ]);
    expect(onebox.requests).toHaveLength(1);
  });

  it.each([
    ['a type that is not there', { __typename: 'Nope', id: '1' }],
    ['a type that is no entity', { __typename: 'FacebookProfile', id: '1' }],
    ['what every object inherits', { __typename: 'constructor' }],
    ['no type', { id: '1' }],
    ['no object', 3],
    ['a Page by its id alone', { __typename: 'Page', id: page.id }],
    ['a Page without an id', { __typename: 'Page', ...ofSession }],
    ['a Page whose session is an object', { ...page, sessionId: { id: documentedSessionId } }],
    ['an id that is an object', { ...session, id: {} }],
  ])('returns BAD_USER_INPUT for %s, and resolves the rest', async (_, wrong) => {
    const { data, errors } = await ask([wrong, page]);
    expect(data?._entities).toEqual([null, expect.objectContaining({ id: page.id })]);
    expect(errors).toEqual([
      expect.objectContaining({
        path: ['_entities', 0],
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', retryable: false }) as unknown,
      }),
    ]);
  });

  it('requires a bearer token before it calls Onebox', async () => {
    const { errors } = await ask([page, session], {});
    expect(new Set(errors?.map(({ extensions }) => extensions.reason))).toEqual(new Set(['TOKEN_MISSING']));
    expect(onebox.requests).toHaveLength(0);
  });

  it('returns the SDL where SERVE_SDL is on and introspection off', async () => {
    const telling = await startGateway(onebox.origin, { SERVE_SDL: 'true' });
    const { data } = await telling.ask<{ _service: { sdl: string } }, unknown>('{ _service { sdl } }');
    await telling.close();
    expect(data?._service.sdl).toBe(
      readFileSync(join(__dirname, '..', '..', '..', 'schema', 'gateway.graphql'), 'utf8'),
    );
  });
});
