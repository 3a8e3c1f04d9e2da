import { ConnectedAccountsDocument } from '../../generated/graphql';
import { siteOfTests } from '../../support/onebox/connectable-site';
import { connection, type FakeConnection } from '../../support/onebox/fake-connections';
import { respondJson } from '../../support/onebox/fake-onebox';

const site = siteOfTests();

const others = (count: number): FakeConnection[] =>
  Array.from({ length: count }, (_, index) => {
    const id = String(index + 50);
    return connection({ Id: String(index + 1000), TargetId: id, From: id });
  });

function answerWithTotal(all: readonly FakeConnection[], total: unknown, perPage = 100): void {
  site.answerList = (request, response) => {
    const offset = Number(new URL(request.url ?? '', 'http://onebox').searchParams.get('offset'));
    respondJson(200, { total, data: all.slice(offset, offset + perPage) })(request, response);
  };
}

const lists = (): string[] =>
  site.onebox.requests.map(({ url }) => url).filter((url) => url.startsWith('/api/connection?'));

describe('ConnectionPages', () => {
  it.each<[unknown, number]>([
    [0, 100],
    ['0', 100],
    [20, 100],
    [100, 100],
    [99, 100],
    [-1, 100],
    ['many', 100],
    [null, 100],
    [0, 20],
    [19, 20],
  ])('reads to the last page with a total of %j and %d a page', async (total, perPage) => {
    answerWithTotal([...others(100), connection()], total, perPage);
    expect((await site.connect()).errors).toBeUndefined();
    expect(site.writes().map(({ method, url }) => [method, url])).toEqual([['PATCH', '/api/connection/646']]);
  });

  it.each<[string, unknown, number]>([
    ['a page that says nothing of how many there are', null, 1],
    ['a full page', 1e6, 100],
    ['a page with less than it says', '250', 20],
  ])('ends where Onebox ignores the offset, with %s', async (_what, total, count) => {
    site.answerList = respondJson(200, { total, data: others(count) });
    const { data, errors } = await site.gateway.ask(ConnectedAccountsDocument, { first: 100 });
    expect(errors).toBeUndefined();
    expect(data?.connectedAccounts?.totalCount).toBe(count);
    expect(lists()).toHaveLength(2);
  });

  it('counts the connections where the total is no Int', async () => {
    answerWithTotal(others(150), 2 ** 31);
    const { data, errors } = await site.gateway.ask(ConnectedAccountsDocument, { first: 1 });
    expect(errors).toBeUndefined();
    expect(data?.connectedAccounts?.totalCount).toBe(150);
  });

  it('makes one call where the total is correct', async () => {
    answerWithTotal(others(99), '99');
    await site.gateway.ask(ConnectedAccountsDocument, {});
    expect(lists()).toHaveLength(1);
  });

  it('determines the channel by ProviderId where MediaId is absent, and omits other channels', async () => {
    site.existing = [
      connection({ Id: '1', MediaId: null }),
      connection({ Id: '2', MediaId: 'inst' }),
      connection({ Id: '3', MediaId: null, ProviderId: 'PVD30' }),
      connection({ Id: '4', MediaId: 5, ProviderId: 'PVD9' }),
    ];
    const { data, errors } = await site.gateway.ask(ConnectedAccountsDocument, { channel: 'INSTAGRAM' });
    expect(errors).toBeUndefined();
    expect(data?.connectedAccounts?.items.map(({ id }) => id)).toEqual(['1', '2']);
    const all = await site.gateway.ask(ConnectedAccountsDocument, {});
    expect(all.data?.connectedAccounts?.items.map(({ channel }) => channel)).toEqual([
      'INSTAGRAM',
      'INSTAGRAM',
      'WHATSAPP',
      'EMAIL',
    ]);
  });

  it('omits a connection of unknown channel with an error', async () => {
    site.existing = [connection({ Id: '1', MediaId: null, ProviderId: null }), connection({ Id: '2' })];
    const { data, errors } = await site.gateway.ask(ConnectedAccountsDocument, {});
    expect(data?.connectedAccounts?.items.map(({ id }) => id)).toEqual(['2']);
    expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
  });
});
