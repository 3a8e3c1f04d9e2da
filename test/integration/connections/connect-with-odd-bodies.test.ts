import { SessionConnectionsDocument } from '../../generated/graphql';
import { choice, siteOfTests } from '../../support/onebox/connectable-site';
import { errorEnvelope } from '../../support/error-envelope';
import { connection } from '../../support/onebox/fake-connections';
import { respondJson } from '../../support/onebox/fake-onebox';
import { jwt } from '../../support/tokens';

const site = siteOfTests();

const nobody = { TargetId: null, From: null };

/** The connection of the business account, or the error. */
async function connectionsOfSession(): Promise<{ ids: unknown[]; code: string | undefined }> {
  const { data, errors } = await site.gateway.ask(SessionConnectionsDocument, { id: choice.sessionId });
  return {
    ids: (data?.instagramSession?.pages ?? []).map(
      ({ instagramBusinessAccount }) => instagramBusinessAccount?.connection?.id ?? null,
    ),
    code: errors?.[0]?.extensions.code,
  };
}

describe('connectInstagramAccount', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a date that is none', { ModifyDate: '0000-00-00 00:00:00' }],
    ['a day that the calendar does not have', { ModifyDate: '2020-02-31 00:00:00' }],
    ['no Id', { Id: null }],
    ['no site', { SiteId: undefined }],
    ['a flag and a Page that nobody understands', { Enabled: 'maybe', UserId: { odd: true } }],
    ['a name for its id', { TargetId: 'someone', From: 'someone' }],
    ['a name in From alone', { TargetId: null, From: 'someone' }],
    ['a name in TargetId alone', { TargetId: 'someone', From: false }],
    ['no MediaId, and the ProviderId of WhatsApp', { MediaId: null, ProviderId: 'PVD30', ...nobody }],
    ['an odd MediaId, and the ProviderId of e-mail', { MediaId: 5, ProviderId: 'PVD9', ...nobody }],
    ['an empty MediaId, and the ProviderId of Facebook', { MediaId: '', ProviderId: 'PVD12', ...nobody }],
    ['the medium of Twitter, and nobody named', { MediaId: 'TWTR', ...nobody }],
    ['nothing in it', { MediaId: null, ProviderId: null, ...nobody }],
    ['no medium, and an address', { MediaId: null, ProviderId: 'PVD99', TargetId: null, From: 'a@b.co' }],
  ])('creates a connection where another account has one with %s', async (_what, change) => {
    site.existing = [connection({ Id: '7', TargetId: '1', From: '1', ...change })];
    expect((await site.connect()).errors).toBeUndefined();
    expect(site.writes().map(({ method }) => method)).toEqual(['POST']);
  });

  it.each<[string, Record<string, unknown>]>([
    ['a date that is none', { ModifyDate: '0000-00-00 00:00:00' }],
    ['no site and an odd flag', { SiteId: null, Error: 'maybe' }],
    ['its id in From alone', { TargetId: null }],
    ['an odd TargetId beside its id in From', { TargetId: { odd: true } }],
    ['"0" for TargetId', { TargetId: '0' }],
    ['0 for TargetId', { TargetId: 0 }],
    ['an empty TargetId', { TargetId: '' }],
    ['a blank TargetId', { TargetId: ' ' }],
    ['false for TargetId', { TargetId: false }],
    ['its username for TargetId', { TargetId: 'trycloudy123' }],
    ['its username alone', { TargetId: null, From: 'trycloudy123' }],
    ['its username in capitals, with a blank', { TargetId: null, From: ' TryCloudy123' }],
    ["the Page's id for TargetId", { TargetId: '241794770143249' }],
    ['its id in TargetId alone', { From: false }],
    ['its MediaId in small letters', { MediaId: 'inst' }],
    ['a blank behind its MediaId', { MediaId: 'INST ' }],
    ['no MediaId, but the ProviderId of Instagram', { MediaId: null }],
  ])("refreshes the account's connection by its Id where it has %s", async (_what, change) => {
    site.existing = [connection({ Id: '646', ...change })];
    expect((await site.connect()).errors).toBeUndefined();
    expect(site.writes().map(({ method, url }) => [method, url])).toEqual([['PATCH', '/api/connection/646']]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["the account's connection has no Id", { Id: null }],
    ['a connection does not let anybody know whose it is', { TargetId: { odd: true }, From: null }],
    ['a connection names nobody', nobody],
    ['a connection names nobody by nothing', { TargetId: '', From: '0' }],
    ['From is odd and TargetId absent', { TargetId: null, From: { odd: true } }],
    ["TargetId is another account's, and From the account's", { TargetId: '1' }],
  ])('changes nothing where %s, and the field connection has the same error', async (_what, change) => {
    site.existing = [connection(change)];
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
    expect(site.writes()).toEqual([]);
    expect(await connectionsOfSession()).toEqual({ ids: [null], code: 'ONEBOX_BAD_RESPONSE' });
  });

  it.each([
    ['the first', [{ TargetId: '111', From: '111' }, {}]],
    ['the last', [{}, { TargetId: '111', From: '111' }]],
    ['the last, by From alone', [{}, { TargetId: null, From: '111' }]],
  ])(
    'changes nothing where two connections have the same Id and %s is of another account',
    async (_what, changes) => {
      site.existing = changes.map((change) => connection({ Id: '9', ...change }));
      expect((await site.connect()).errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
      expect(site.writes()).toEqual([]);
      expect(await connectionsOfSession()).toEqual({ ids: [null], code: 'ONEBOX_BAD_RESPONSE' });
    },
  );

  it('refreshes a connection that Onebox lists twice', async () => {
    site.existing = [connection(), connection({ TargetId: null })];
    expect((await site.connect()).errors).toBeUndefined();
    expect(site.writes().map(({ url }) => url)).toEqual(['/api/connection/646']);
  });

  it('creates a connection where one with the same username has another id', async () => {
    const instagramAccountId = '4887037594655873';
    site.existing = [connection({ From: 'trycloudy123' })];
    site.answerWrite = respondJson(200, connection({ TargetId: instagramAccountId }));
    expect((await site.connect({ instagramAccountId })).errors).toBeUndefined();
    expect(site.writes().map(({ method }) => method)).toEqual(['POST']);
    expect(await connectionsOfSession()).toEqual({ ids: ['646'], code: undefined });
  });

  it('does not take a username of digits for the id of another account', async () => {
    site.session.accounts[0].instagram_business_account = { id: choice.instagramAccountId, username: '111' };
    site.existing = [connection({ Id: '9', TargetId: '111', From: '111' })];
    await site.connect();
    expect(site.writes().map(({ method }) => method)).toEqual(['POST']);
  });

  it.each([{ data: null }, { data: false }, { data: '' }, {}])(
    'creates a connection where the empty list is %j',
    async (body) => {
      site.answerList = respondJson(200, { limit: 100, total: 0, ...body });
      expect((await site.connect()).errors).toBeUndefined();
      expect(site.writes().map(({ method }) => method)).toEqual(['POST']);
    },
  );

  it.each([{ total: 3, data: null }, { total: 3 }, {}, []])(
    'changes nothing where the list is %j, which may be incomplete',
    async (body) => {
      site.answerList = respondJson(200, body);
      expect((await site.connect()).errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
      expect(site.writes()).toEqual([]);
    },
  );
});

describe('the response of Onebox to connectInstagramAccount', () => {
  const authorization = `Bearer ${jwt({ sid: '170' })}`;

  it.each([null, undefined, '', { odd: true }])(
    "gets the site of the caller's token where SiteId is %j",
    async (SiteId) => {
      site.answerWrite = respondJson(200, connection({ SiteId }));
      const { data, errors } = await site.connect({}, { authorization });
      expect(errors).toBeUndefined();
      expect(data?.connectInstagramAccount.siteId).toBe('170');
    },
  );

  it('keeps its own SiteId', async () => {
    const { data } = await site.connect({}, { authorization });
    expect(data?.connectInstagramAccount.siteId).toBe('169');
  });

  it.each([null, 'inst', { odd: true }])('is accepted where MediaId is %j', async (MediaId) => {
    site.answerWrite = respondJson(200, connection({ MediaId }));
    expect((await site.connect()).errors).toBeUndefined();
  });

  it('is accepted where its Id has leading zeros', async () => {
    site.existing = [connection({ Id: '0646' })];
    expect((await site.connect()).errors).toBeUndefined();
  });

  it('is rejected where it is another connection', async () => {
    site.existing = [connection()];
    site.answerWrite = respondJson(200, connection({ Id: '999' }));
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
    expect(errors?.[0]?.message).toContain('Id is not the requested one');
  });

  it.each([respondJson(404, errorEnvelope(404, 'connection not found')), respondJson(404, '')])(
    'is a new connection where the one to refresh was deleted in the meantime',
    async (notFound) => {
      site.existing = [connection({ Id: '7' })];
      site.answerWrite = (request, response) => {
        site.existing = [];
        (request.method === 'PATCH' ? notFound : respondJson(200, connection()))(request, response);
      };
      const { data, errors } = await site.connect();
      expect(errors).toBeUndefined();
      expect(data?.connectInstagramAccount.id).toBe('646');
      expect(site.writes().map(({ method }) => method)).toEqual(['PATCH', 'POST']);
    },
  );

  it('causes NOT_FOUND where Onebox lists the connection and does not find it', async () => {
    site.existing = [connection()];
    site.answerWrite = respondJson(404, errorEnvelope(404, 'connection not found'));
    expect((await site.connect()).errors?.[0]?.extensions.reason).toBe('CONNECTED_ACCOUNT_NOT_FOUND');
    expect(site.writes().map(({ method }) => method)).toEqual(['PATCH', 'PATCH']);
  });
});
