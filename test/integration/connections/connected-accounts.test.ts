import { type ConnectedAccountsQuery, ConnectedAccountsDocument } from '../../generated/graphql';
import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, {}, { onebox: { maxCalls: 20 } });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
});

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    connection({
      Id: String(95 + index),
      Name: `account ${index}`,
      MediaId: index % 3 === 0 ? 'WHATP' : 'INST',
    }),
  );

describe('connectedAccounts', () => {
  it('returns the documented accounts', async () => {
    onebox.answer = respondJson(200, documentedBody('connections.200.json'));
    expect(await gateway.ask(ConnectedAccountsDocument, {})).toEqual({
      data: {
        connectedAccounts: {
          items: [
            {
              __typename: 'ConnectedInstagramAccount',
              id: '647',
              siteId: '169',
              channel: 'INSTAGRAM',
              name: 'itzmyproduct',
              pageId: '113734423801138',
              instagramAccountId: '3055212001267611',
              isEnabled: true,
              hasError: false,
              // 10:47:01 in Jakarta.
              createdAt: '2020-09-08T03:47:01.000Z',
              updatedAt: '2020-09-08T03:47:01.000Z',
            },
          ],
          totalCount: 1,
          endCursor: null,
        },
      },
    });
  });

  it.each([
    ['as many a page as asked for', 100],
    ['fewer a page than asked for', 20],
  ])('returns all accounts page by page where Onebox returns %s', async (_what, mostPerPage) => {
    const all = numbered(250);
    onebox.answer = answerConnections([...all].reverse(), mostPerPage);
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const answer: { data?: ConnectedAccountsQuery | null } = await gateway.ask(ConnectedAccountsDocument, {
        channel: 'INSTAGRAM',
        first: 60,
        after,
      });
      const page: ConnectedAccountsQuery['connectedAccounts'] | undefined = answer.data?.connectedAccounts;
      expect(page?.totalCount).toBe(166);
      ids.push(...(page?.items.map(({ id }) => id) ?? []));
      after = page?.endCursor ?? null;
    } while (after !== null);
    expect(ids).toEqual(all.filter(({ MediaId }) => MediaId === 'INST').map(({ Id }) => Id));
  });

  it('returns 20 accounts a page by default, and with null', async () => {
    onebox.answer = answerConnections(numbered(60));
    for (const variables of [{}, { first: null }]) {
      const { data } = await gateway.ask(ConnectedAccountsDocument, variables);
      expect(data?.connectedAccounts?.items).toHaveLength(20);
      expect(data?.connectedAccounts?.totalCount).toBe(60);
    }
  });

  it('continues after a cursor whose account was disconnected', async () => {
    onebox.answer = answerConnections(numbered(10));
    const { data } = await gateway.ask(ConnectedAccountsDocument, { channel: 'INSTAGRAM', first: 2 });
    const last = data?.connectedAccounts?.items.at(-1)?.id;
    onebox.answer = answerConnections(numbered(10).filter(({ Id }) => Id !== last));
    const after = data?.connectedAccounts?.endCursor ?? null;
    const next = await gateway.ask(ConnectedAccountsDocument, {
      channel: 'INSTAGRAM',
      first: 1,
      after,
    });
    expect(next.data?.connectedAccounts?.items.map(({ name }) => name)).toEqual(['account 4']);
  });

  it.each([{ first: -1 }, { first: 101 }, { after: 'x' }, { after: '' }])('rejects %j', async (variables) => {
    const { errors } = await gateway.ask(ConnectedAccountsDocument, variables);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', retryable: false });
    expect(onebox.requests).toEqual([]);
  });

  it('returns a count without items', async () => {
    onebox.answer = answerConnections(numbered(9));
    for (const [channel, totalCount] of [
      [null, 9],
      ['INSTAGRAM', 6],
      ['WHATSAPP', 3],
      ['TWITTER', 0],
    ] as const) {
      const { data } = await gateway.ask(ConnectedAccountsDocument, { channel, first: 0 });
      expect(data?.connectedAccounts).toEqual({ items: [], totalCount, endCursor: null });
    }
  });

  it.each([
    ['flags as numbers', { Enabled: 0, Error: 1 }, { isEnabled: false, hasError: true }],
    ['ids as numbers', { Id: 646, UserId: 241794770143249 }, { id: '646', pageId: '241794770143249' }],
    ['an empty name', { Name: '' }, { name: null }],
    ['a blank name', { Name: ' \t' }, { name: null }],
    ['flags as booleans', { Enabled: true, Error: false }, { isEnabled: true, hasError: false }],
    ['flags as words', { Enabled: 'false', Error: 'true' }, { isEnabled: false, hasError: true }],
    ['flags that say nothing', { Enabled: null, Error: '' }, { isEnabled: null, hasError: null }],
    ['a date that says nothing', { CreateDate: '0000-00-00 00:00:00' }, { createdAt: null }],
    ['an empty date', { CreateDate: '' }, { createdAt: null }],
    ['a null date', { CreateDate: null }, { createdAt: null }],
    [
      'a fraction of a second',
      { CreateDate: '2020-09-09 09:45:05.250000' },
      { createdAt: '2020-09-09T02:45:05.250Z' },
    ],
    ['a leap day', { CreateDate: '2020-02-29 07:00:00' }, { createdAt: '2020-02-29T00:00:00.000Z' }],
  ])('accepts %s', async (_what, change, expected) => {
    onebox.answer = answerConnections([connection(change)]);
    const { data, errors } = await gateway.ask(ConnectedAccountsDocument, {});
    expect(errors).toBeUndefined();
    expect(data?.connectedAccounts?.items).toEqual([expect.objectContaining(expected)]);
  });

  it.each([
    ['Name', 'name'],
    ['UserId', 'pageId'],
    ['TargetId', 'instagramAccountId'],
    ['Enabled', 'isEnabled'],
    ['Error', 'hasError'],
    ['CreateDate', 'createdAt'],
    ['ModifyDate', 'updatedAt'],
  ])('returns null for an absent %s, and an error for a malformed one', async (key, field) => {
    const silent = connection({ Id: '1' });
    Reflect.deleteProperty(silent, key);
    onebox.answer = answerConnections([silent, connection({ Id: '2', [key]: { odd: true } })]);
    const { data, errors } = await gateway.ask(ConnectedAccountsDocument, {});
    expect(data?.connectedAccounts?.items.map((item) => item[field as 'name'])).toEqual([null, null]);
    expect(errors?.map(({ path }) => path)).toEqual([['connectedAccounts', 'items', 1, field]]);
    expect(errors?.[0]?.message).toContain(`data[1].${key} does not match`);
  });

  it('returns an account once that Onebox lists twice, with the values of both', async () => {
    onebox.answer = answerConnections([
      connection({ Id: '1', Name: null, UserId: 'x' }),
      connection({ Id: '1', Name: 'Second', UserId: '7', Enabled: '0' }),
    ]);
    const { data, errors } = await gateway.ask(ConnectedAccountsDocument, {});
    expect(errors).toBeUndefined();
    expect(data?.connectedAccounts?.items).toEqual([
      expect.objectContaining({ id: '1', name: 'Second', pageId: '7', isEnabled: true }),
    ]);
  });

  it('returns all accounts where the list has no total', async () => {
    onebox.answer = (request, response) => {
      const data = onebox.requests.length === 1 ? [connection()] : {};
      respondJson(200, { data })(request, response);
    };
    const { data, errors } = await gateway.ask(ConnectedAccountsDocument, {});
    expect(errors).toBeUndefined();
    expect(data?.connectedAccounts?.totalCount).toBe(1);
  });

  it.each(['Id', 'SiteId'])(
    'omits an account without %s with an error, and returns the others',
    async (field) => {
      const wrong = connection({ Id: '1' });
      Reflect.deleteProperty(wrong, field);
      onebox.answer = answerConnections([wrong, connection({ Id: '2' })]);
      const { data, errors } = await gateway.ask(ConnectedAccountsDocument, {});
      expect(data?.connectedAccounts?.items.map(({ id }) => id)).toEqual(['2']);
      expect(errors).toHaveLength(1);
      expect(errors?.[0]?.message).toContain(`data[0].${field} does not match`);
      expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
    },
  );

  it.each([
    '2020-09-30 25:00:00',
    '2020-02-31 00:00:00',
    '2021-02-29 00:00:00',
    '2020-13-01 00:00:00',
    '2020-09-09 24:00:00',
    '0000-01-01 00:00:00',
    'yesterday',
    '2020-09-09T09:45:05Z',
    20200909,
  ])('returns an error in the place of the date %j', async (date) => {
    onebox.answer = answerConnections([connection({ CreateDate: date })]);
    const { data, errors } = await gateway.ask(ConnectedAccountsDocument, {});
    expect(errors?.[0]?.message).toContain('data[0].CreateDate does not match');
    expect(errors?.[0]?.path).toEqual(['connectedAccounts', 'items', 0, 'createdAt']);
    expect(data?.connectedAccounts?.items[0]?.name).toBe('trycloudy');
  });

  it('returns UPSTREAM_CALL_LIMIT at the call limit, for an endless list of Onebox', async () => {
    onebox.answer = (request, response) => {
      respondJson(200, { total: 1e9, data: [connection({ Id: String(onebox.requests.length) })] })(
        request,
        response,
      );
    };
    const { errors } = await gateway.ask(ConnectedAccountsDocument, {});
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'OVERLOADED',
      reason: 'UPSTREAM_CALL_LIMIT',
      retryable: false,
    });
    expect(onebox.requests).toHaveLength(20);
  });

  it('ends where the total of Onebox is larger than its list', async () => {
    onebox.answer = (request, response) => {
      const data = onebox.requests.length === 1 ? [connection()] : [];
      respondJson(200, { total: '7', data })(request, response);
    };
    const { data } = await gateway.ask(ConnectedAccountsDocument, {});
    expect(data?.connectedAccounts?.totalCount).toBe(1);
    expect(onebox.requests).toHaveLength(2);
  });
});
