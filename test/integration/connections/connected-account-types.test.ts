import {
  ConnectedAccountDocument,
  ConnectedAccountsDocument,
  RenameConnectedAccountDocument,
} from '../../generated/graphql';
import { answerConnections, connection, type FakeConnection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

const maxCalls = 6;

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, {}, { onebox: { maxCalls } });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
});

const media = ['INST', 'FCBK', 'TWTR', 'WHATP', 'EMAIL', 'YOTB', 'TELEGRAM'];
const channels = ['INSTAGRAM', 'FACEBOOK', 'TWITTER', 'WHATSAPP', 'EMAIL', 'YOUTUBE', 'OTHER'] as const;
const oneOfEach = media.map((MediaId, index) =>
  connection({
    Id: String(index + 1),
    MediaId,
    ProviderId: null,
    ...(MediaId === 'TWTR' && { UserId: 'KuCamera', TargetId: '12' }),
  }),
);

/** This number of connections: the last of Twitter, the others of WhatsApp. */
const withOneOfTwitter = (count: number): FakeConnection[] =>
  Array.from({ length: count }, (_, index) =>
    connection({ Id: String(index + 1), MediaId: index === count - 1 ? 'TWTR' : 'WHATP' }),
  );

describe('connectedAccounts', () => {
  it('returns each account with the type of its channel', async () => {
    onebox.answer = answerConnections(oneOfEach);
    const { data, errors } = await gateway.ask(ConnectedAccountsDocument, {});
    expect(errors).toBeUndefined();
    expect(data?.connectedAccounts?.items.map(({ channel, __typename }) => [channel, __typename])).toEqual([
      ['INSTAGRAM', 'ConnectedInstagramAccount'],
      ['FACEBOOK', 'ConnectedFacebookPage'],
      ['TWITTER', 'ConnectedTwitterAccount'],
      ...channels.slice(3).map((channel) => [channel, 'OtherConnectedAccount']),
    ]);
    expect(data?.connectedAccounts?.items[1]).toMatchObject({ pageId: '241794770143249' });
    expect(data?.connectedAccounts?.items[2]).toMatchObject({ screenName: 'KuCamera', twitterUserId: '12' });
  });

  it.each(channels)('returns the accounts of one channel: %s', async (channel) => {
    onebox.answer = answerConnections(oneOfEach);
    const { data } = await gateway.ask(ConnectedAccountsDocument, { channel });
    expect(data?.connectedAccounts).toMatchObject({ items: [{ channel }], totalCount: 1, endCursor: null });
  });

  it('makes one call for a page of all channels with its count', async () => {
    onebox.answer = answerConnections(withOneOfTwitter(450));
    const { data } = await gateway.ask(ConnectedAccountsDocument, { first: 50 });
    expect(data?.connectedAccounts?.items).toHaveLength(50);
    expect(data?.connectedAccounts?.totalCount).toBe(450);
    expect(onebox.requests).toHaveLength(1);
  });

  it.each([
    ['{ items { id } endCursor }', 1],
    ['{ totalCount }', 5],
  ])('reads all pages of a channel only where the count is selected: %s', async (selection, calls) => {
    onebox.answer = answerConnections(withOneOfTwitter(450));
    await gateway.ask(`{ connectedAccounts(channel: WHATSAPP) ${selection} }`);
    expect(onebox.requests).toHaveLength(calls);
  });

  it('reads pages until the first account of a channel', async () => {
    onebox.answer = answerConnections(withOneOfTwitter(450));
    const { data } = await gateway.ask(ConnectedAccountsDocument, { channel: 'TWITTER', first: 1 });
    expect(data?.connectedAccounts).toMatchObject({ items: [{ id: '450' }], totalCount: 1 });
    expect(onebox.requests).toHaveLength(5);
  });

  it('returns items, and an error for a count beyond the call limit', async () => {
    onebox.answer = answerConnections(withOneOfTwitter(100 * (maxCalls + 1)));
    const { data, errors } = await gateway.ask(ConnectedAccountsDocument, { channel: 'WHATSAPP' });
    expect(data?.connectedAccounts?.items).toHaveLength(20);
    expect(data?.connectedAccounts?.totalCount).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors?.[0]).toMatchObject({
      path: ['connectedAccounts', 'totalCount'],
      extensions: { reason: 'UPSTREAM_CALL_LIMIT' },
    });
    expect(onebox.requests).toHaveLength(maxCalls);
  });

  it('reads all pages where Onebox does not list the oldest first', async () => {
    onebox.answer = answerConnections([...withOneOfTwitter(250)].reverse());
    const { data } = await gateway.ask(ConnectedAccountsDocument, { first: 2 });
    expect(data?.connectedAccounts?.items.map(({ id }) => id)).toEqual(['1', '2']);
    expect(onebox.requests).toHaveLength(3);
  });

  it('returns a channel without the errors of another', async () => {
    onebox.answer = answerConnections([
      connection({ Id: null }),
      connection({ Id: '2', MediaId: 'FCBK' }),
      connection({ Id: '3', MediaId: null, ProviderId: null }),
    ]);
    const { data, errors } = await gateway.ask(ConnectedAccountsDocument, { channel: 'FACEBOOK' });
    expect(data?.connectedAccounts?.items.map(({ id }) => id)).toEqual(['2']);
    expect(errors?.map(({ message }) => message)).toEqual([expect.stringContaining('MediaId')]);
  });
});

describe('connectedAccount', () => {
  it.each(oneOfEach.map((one, index) => [channels[index], one] as const))(
    'returns an account of any channel: %s',
    async (channel, one) => {
      onebox.answer = respondJson(200, one);
      const { data } = await gateway.ask(ConnectedAccountDocument, { id: String(one['Id']) });
      expect(data?.connectedAccount?.channel).toBe(channel);
    },
  );

  it('takes the Facebook Page from From where UserId is missing', async () => {
    onebox.answer = respondJson(200, connection({ MediaId: 'FCBK', UserId: '', From: '77' }));
    const { data } = await gateway.ask(ConnectedAccountDocument, { id: '646' });
    expect(data?.connectedAccount).toMatchObject({ pageId: '77' });
  });

  it.each(['x', '', '-1', '1e3', '../authenticate'])(
    'returns NOT_FOUND for the id %j, without a call',
    async (id) => {
      const { errors } = await gateway.ask(ConnectedAccountDocument, { id });
      expect(errors?.[0]?.extensions.reason).toBe('CONNECTED_ACCOUNT_NOT_FOUND');
      expect(onebox.requests).toEqual([]);
    },
  );

  it('is resolved only by a reference of its own type', async () => {
    onebox.answer = respondJson(200, connection({ MediaId: 'FCBK' }));
    const reference = (type: string): Promise<{ data?: unknown; errors?: { extensions: object }[] }> =>
      gateway.ask(
        `query ($all: [_Any!]!) { _entities(representations: $all) { ... on ConnectedAccount { __typename id } } }`,
        { all: [{ __typename: type, id: '646' }] },
      );
    expect((await reference('ConnectedFacebookPage')).data).toEqual({
      _entities: [{ __typename: 'ConnectedFacebookPage', id: '646' }],
    });
    for (const type of ['ConnectedInstagramAccount', 'ConnectedTwitterAccount', 'OtherConnectedAccount']) {
      const { data, errors } = await reference(type);
      expect(data).toEqual({ _entities: [null] });
      expect(errors?.[0]?.extensions).toMatchObject({ reason: 'CONNECTED_ACCOUNT_NOT_FOUND' });
    }
  });
});

describe('renameConnectedAccount', () => {
  it('changes only the name, for a connection of any channel', async () => {
    onebox.answer = respondJson(200, connection({ MediaId: 'WHATP', Name: 'Care' }));
    const { data, errors } = await gateway.ask(RenameConnectedAccountDocument, { id: '646', name: ' Care ' });
    expect(errors).toBeUndefined();
    expect(data?.renameConnectedAccount).toMatchObject({ channel: 'WHATSAPP', name: 'Care' });
    expect(onebox.requests).toMatchObject([{ method: 'PATCH', url: '/api/connection/646' }]);
    expect(JSON.parse(onebox.requests[0]?.body ?? '')).toEqual({ Name: 'Care' });
  });

  it.each(['', ' \t', 'x'.repeat(256)])('rejects the name %j, without a call', async (name) => {
    const { errors } = await gateway.ask(RenameConnectedAccountDocument, { id: '646', name });
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(onebox.requests).toEqual([]);
  });

  it('fails where Onebox has no such connection, or returns another', async () => {
    onebox.answer = respondJson(404, {});
    const rename = () => gateway.ask(RenameConnectedAccountDocument, { id: '646', name: 'x' });
    expect((await rename()).errors?.[0]?.extensions.reason).toBe('CONNECTED_ACCOUNT_NOT_FOUND');
    onebox.answer = respondJson(200, connection({ Id: '7' }));
    expect((await rename()).errors?.[0]?.extensions.reason).toBe('UPSTREAM_CONTRACT_BROKEN');
  });

  it('makes one call where Onebox fails', async () => {
    onebox.answer = respondJson(502, documentedBody('connection.200.json'));
    await gateway.ask(RenameConnectedAccountDocument, { id: '646', name: 'x' });
    expect(onebox.requests).toHaveLength(1);
  });
});
