import { ConnectFacebookPageDocument, ConnectTwitterAccountDocument } from '../../generated/graphql';
import { answerAsAsked, siteOfTests } from '../../support/onebox/connectable-site';
import { connection } from '../../support/onebox/fake-connections';
import { respondJson } from '../../support/onebox/fake-onebox';
import { documentedBody, facebookSessionId, twitterSessionId } from '../../support/fixtures';

const site = siteOfTests();

beforeEach(() => {
  site.answerWrite = answerAsAsked(site);
});

const pageId = '1903864646522191';
const userId = '1290561158944968704';
const pageToken =
  'EAAG73PZBL8q4BAexamplePageToken0000000000000000000000000000000000000000000000000000000000000ZD';
const userToken =
  'EAAG73PZBL8q4BAexampleUserToken0000000000000000000000000000000000000000000000000000000000000ZD';
const secrets = [pageToken, userToken, 'exampleAccessToken'];

const connectPage = (change: object = {}) =>
  site.gateway.ask(ConnectFacebookPageDocument, { sessionId: facebookSessionId, pageId, ...change });
const connectTwitter = () => site.gateway.ask(ConnectTwitterAccountDocument, { sessionId: twitterSessionId });
const page = (change: object): Record<string, unknown> =>
  connection({ MediaId: 'FCBK', UserId: pageId, From: pageId, TargetId: pageId, ...change });
const twitter = (change: object): Record<string, unknown> =>
  connection({ MediaId: 'TWTR', UserId: 'KuCamera', From: 'KuCamera', TargetId: userId, ...change });

describe('connectFacebookPage', () => {
  it('sends the documented fields, and gives the connection without its secrets', async () => {
    const answer = await connectPage();
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.connectFacebookPage).toMatchObject({
      __typename: 'ConnectedFacebookPage',
      channel: 'FACEBOOK',
      name: 'Jamku',
      pageId,
    });
    const body = {
      MediaId: 'FCBK',
      ProviderId: 'PVD12',
      Name: 'Jamku',
      UserId: pageId,
      Password: pageToken,
      Token: userToken,
      From: pageId,
    };
    expect(site.writes()).toEqual([{ method: 'POST', url: '/api/connection', body }]);
    for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it.each([
    ['UserId', page({ TargetId: '' })],
    ['UserId, whatever TargetId and From say', page({ TargetId: '1', From: '2' })],
    ['From where UserId is missing', page({ UserId: null })],
  ])('refreshes the connection that names the Page by %s', async (_what, existing) => {
    site.existing = [existing];
    const { data, errors } = await connectPage();
    expect(errors).toBeUndefined();
    expect(data?.connectFacebookPage.id).toBe('646');
    const body = { UserId: pageId, Password: pageToken, Token: userToken };
    expect(site.writes()).toEqual([{ method: 'PATCH', url: '/api/connection/646', body }]);
  });

  it.each([
    ['of another Page, whose TargetId is this one', page({ UserId: '1' })],
    ['of Instagram through the same Page', connection({ UserId: pageId })],
  ])('does not change a connection %s', async (_what, existing) => {
    site.existing = [{ ...existing, Id: '9' }];
    expect((await connectPage()).errors).toBeUndefined();
    expect(site.writes().map(({ method }) => method)).toEqual(['POST']);
  });

  it('fails where a Facebook connection does not name its account', async () => {
    site.existing = [page({ UserId: null, From: null })];
    expect((await connectPage()).errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
    expect(site.writes()).toEqual([]);
  });

  it.each([
    [200, 'connection.200.refused.json'],
    [401, 'connection.401.unsupported.json'],
  ])(
    'sends also a Page without the needed tasks, and Facebook decides with HTTP %d',
    async (status, file) => {
      const [account] = site.sessions['facebook']?.['accounts'] as Record<string, unknown>[];
      Object.assign(account ?? {}, { tasks: ['ANALYZE'] });
      site.answerWrite = respondJson(status, documentedBody(file));
      const { errors } = await connectPage();
      const { error } = JSON.parse(documentedBody(file)) as { error: string };
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        reason: 'FACEBOOK_REFUSED',
        onebox: { userMessage: error },
      });
      expect(site.writes()).toHaveLength(1);
    },
  );

  it('rejects a Page without a token, and a Page that is not in the session', async () => {
    expect((await connectPage({ pageId: '1' })).errors?.[0]?.extensions.reason).toBe('PAGE_NOT_FOUND');
    const [account] = site.sessions['facebook']?.['accounts'] as Record<string, unknown>[];
    Object.assign(account ?? {}, { access_token: null });
    expect((await connectPage()).errors?.[0]?.extensions.reason).toBe('PAGE_NOT_MANAGED');
    expect(site.writes()).toEqual([]);
  });

  it('creates one connection where two callers connect the Page at once', async () => {
    const answers = await Promise.all([connectPage(), connectPage()]);
    expect(answers.map(({ data }) => data?.connectFacebookPage.id)).toEqual(['646', '646']);
    expect(site.writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
  });

  it('is tried once where Onebox fails, and the error says how to find out', async () => {
    site.answerWrite = respondJson(502, '');
    const { errors } = await connectPage();
    expect(errors?.[0]?.message).toContain('unknown whether this took effect: ask connectedAccounts');
    expect(site.writes()).toHaveLength(1);
  });
});

describe('connectTwitterAccount', () => {
  it('sends the documented fields, and gives the connection without its secrets', async () => {
    site.answerWrite = respondJson(200, twitter({ Name: 'KuCamera' }));
    const answer = await connectTwitter();
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.connectTwitterAccount).toMatchObject({
      __typename: 'ConnectedTwitterAccount',
      channel: 'TWITTER',
      name: 'KuCamera',
      screenName: 'KuCamera',
      twitterUserId: userId,
    });
    const body = {
      MediaId: 'TWTR',
      ProviderId: 'PVD10',
      Name: 'KuCamera',
      UserId: 'KuCamera',
      Password: 'exampleAccessTokenSecret000000000000000000000',
      Token: '1290561158944968704-exampleAccessToken000000000000',
      From: 'KuCamera',
      TargetId: userId,
    };
    expect(site.writes()).toEqual([{ method: 'POST', url: '/api/connection', body }]);
    for (const secret of secrets) expect(JSON.stringify(answer)).not.toContain(secret);
  });

  it.each([
    ['its TargetId', twitter({ From: 'OldName', UserId: 'OldName' })],
    ['its From where TargetId is missing', twitter({ TargetId: null })],
  ])('refreshes the connection that names the account by %s', async (_what, existing) => {
    site.existing = [existing];
    expect((await connectTwitter()).errors).toBeUndefined();
    expect(site.writes().map(({ method, url }) => [method, url])).toEqual([['PATCH', '/api/connection/646']]);
  });

  it('does not take a handle of digits for an id', async () => {
    site.existing = [twitter({ TargetId: null, From: userId, UserId: userId })];
    expect((await connectTwitter()).errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
    expect(site.writes()).toEqual([]);
  });

  it('creates one connection where two callers connect the account at once', async () => {
    await Promise.all([connectTwitter(), connectTwitter()]);
    expect(site.writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
  });

  it.each(['Invalid or expired token.', 'Could not authenticate you.'])(
    'returns FORBIDDEN where Twitter rejects with %j, and keeps the bearer token valid',
    async (error) => {
      site.answerWrite = respondJson(401, { error });
      const { errors } = await connectTwitter();
      expect(errors?.[0]?.message).toBe(`Twitter refused: ${error}`);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', reason: 'NOT_ALLOWED' });
    },
  );

  it('returns RATE_LIMITED where Twitter gets too many requests', async () => {
    site.answerWrite = respondJson(200, { error: 'Rate limit exceeded' });
    const { errors } = await connectTwitter();
    expect(errors?.[0]?.message).toContain('Twitter is getting too many requests');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryable: true });
  });

  it('returns TOKEN_EXPIRED where Onebox says that the bearer token has expired', async () => {
    site.answerWrite = respondJson(401, documentedBody('error.401.expired-token.json'));
    expect((await connectTwitter()).errors?.[0]?.extensions.reason).toBe('TOKEN_EXPIRED');
  });

  it.each(['oauth_token', 'oauth_token_secret'])('rejects a session without %s', async (key) => {
    const { profile } = site.sessions['twitter'] as { profile: Record<string, unknown> };
    profile[key] = null;
    expect((await connectTwitter()).errors?.[0]?.message).toContain(`profile.${key} does not match`);
    expect(site.writes()).toEqual([]);
  });
});
