import { type RequestListener } from 'node:http';

import { choice, siteOfTests } from '../../support/onebox/connectable-site';
import { connection } from '../../support/onebox/fake-connections';
import { respondJson } from '../../support/onebox/fake-onebox';
import { documentedBody } from '../../support/fixtures';
import { callersToken } from '../../support/gateway/gateway';
import { jwt } from '../../support/tokens';

const site = siteOfTests();

describe('connectInstagramAccount', () => {
  it('sends the documented fields, and returns the connection without its secrets', async () => {
    const answer = await site.connect();
    expect(answer).toEqual({
      data: {
        connectInstagramAccount: {
          id: '646',
          siteId: '169',
          name: 'trycloudy',
          pageId: '241794770143249',
          instagramAccountId: '17841439754602482',
          isEnabled: true,
          hasError: false,
          createdAt: '2020-09-09T02:45:05.000Z',
          updatedAt: '2020-09-09T02:52:57.000Z',
        },
      },
    });
    expect(site.writes()).toEqual([
      {
        method: 'POST',
        url: '/api/connection',
        body: {
          MediaId: 'INST',
          ProviderId: 'PVD28',
          Name: 'trycloudy',
          UserId: '241794770143249',
          Password: site.session.token,
          Token: site.session.accounts[0].access_token,
          From: '17841439754602482',
          TargetId: '17841439754602482',
        },
      },
    ]);
    expect(site.onebox.requests.at(-1)?.headers).toMatchObject({
      authorization: `Bearer ${callersToken}`,
      'content-type': 'application/json',
    });
  });

  it.each([undefined, null, ''])('uses the username as name where the name is %j', async (name) => {
    const instagramAccountId = '4887037594655873';
    site.session.accounts[0].instagram_accounts = [
      { id: instagramAccountId, username: 'handle', has_profile_picture: false, name },
    ];
    site.answerWrite = respondJson(200, connection({ TargetId: instagramAccountId }));
    const { errors } = await site.connect({ instagramAccountId });
    expect(errors).toBeUndefined();
    expect(site.writes()[0]?.body).toMatchObject({
      Name: 'handle',
      From: instagramAccountId,
      TargetId: instagramAccountId,
    });
  });

  it('refreshes the tokens of an existing connection instead of creating a second one', async () => {
    site.existing = [
      connection({ Id: '7' }),
      connection({ Id: '646' }),
      connection({ Id: '9', TargetId: '1' }),
    ];
    const { data } = await site.connect();
    expect(data?.connectInstagramAccount.id).toBe('646');
    expect(site.writes()).toEqual([
      {
        method: 'PATCH',
        url: '/api/connection/646',
        body: {
          UserId: '241794770143249',
          Password: site.session.token,
          Token: site.session.accounts[0].access_token,
        },
      },
    ]);
  });

  it("sends the site of the caller's token with a new connection, where the token names one", async () => {
    const authorization = `Bearer ${jwt({ sub: 55, sid: 169, exp: 4_000_000_000.5 })}`;
    expect((await site.connect({}, { authorization })).errors).toBeUndefined();
    expect(site.writes()[0]?.body).toMatchObject({ SiteId: '169', MediaId: 'INST' });
    site.existing = [connection()];
    await site.connect({}, { authorization });
    expect(site.writes()[1]?.body).not.toHaveProperty('SiteId');
  });

  it.each([undefined, null, ''])('rejects a Page whose token is %j', async (accessToken) => {
    site.session.accounts[0].access_token = accessToken;
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      reason: 'PAGE_NOT_MANAGED',
      retryable: false,
    });
    expect(site.onebox.requests).toHaveLength(1);
  });

  it('finds an account of a Page that is listed twice, the first time without the account', async () => {
    const [page] = site.session.accounts;
    const bare = { id: page.id, name: page.name, access_token: null };
    site.session.accounts = [bare, page];
    expect((await site.connect()).errors).toBeUndefined();
    expect(site.writes()[0]?.body).toMatchObject({
      Token: page.access_token,
      TargetId: choice.instagramAccountId,
    });
  });

  it('connects the second business account of a Page that is listed twice', async () => {
    const [page] = site.session.accounts;
    const second = { ...page, instagram_business_account: { id: '9', username: 'nine' } };
    Object.assign(site.session, { accounts: [page, second] });
    site.answerWrite = respondJson(200, connection({ TargetId: '9', From: '9' }));
    expect((await site.connect({ instagramAccountId: '9' })).errors).toBeUndefined();
    expect(site.writes()[0]?.body).toMatchObject({ Name: 'nine', TargetId: '9' });
  });

  it.each<[string, object, string]>([
    ['a session id that is none', { sessionId: 'x' }, 'SESSION_ID_MALFORMED'],
    ['a Page that the session has not', { pageId: '1' }, 'PAGE_NOT_FOUND'],
    ['an account that the Page has not', { instagramAccountId: '1' }, 'INSTAGRAM_ACCOUNT_NOT_FOUND'],
  ])('rejects %s, before any connection is read or created', async (_what, change, reason) => {
    const { errors, data } = await site.connect(change);
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ reason, retryable: false });
    expect(site.onebox.requests.filter(({ url }) => url.includes('connection'))).toEqual([]);
  });

  it('rejects a request without a bearer token', async () => {
    const { errors } = await site.connect({}, {});
    expect(errors?.[0]?.extensions.reason).toBe('TOKEN_MISSING');
    expect(site.onebox.requests).toEqual([]);
  });

  it('returns connections that were created earlier in the same operation', async () => {
    site.answerWrite = (request, response) => {
      site.existing.push(connection());
      respondJson(200, connection())(request, response);
    };
    const arguments_ = `sessionId: "${choice.sessionId}", pageId: "${choice.pageId}", instagramAccountId: "${choice.instagramAccountId}"`;
    const { errors } = await site.gateway.ask<unknown, unknown>(
      `mutation { first: connectInstagramAccount(${arguments_}) { id } second: connectInstagramAccount(${arguments_}) { id } }`,
    );
    expect(errors).toBeUndefined();
    expect(site.writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
  });
});

describe('connectInstagramAccount, where Facebook rejects it', () => {
  it.each([
    [200, 'connection.200.refused.json'],
    [401, 'connection.401.unsupported.json'],
  ])('returns FORBIDDEN with the text of Facebook for HTTP %d', async (status, file) => {
    const { error: words } = JSON.parse(documentedBody(file)) as { error: string };
    site.answerWrite = respondJson(status, documentedBody(file));
    for (site.existing of [[], [connection()]]) {
      const { errors } = await site.connect();
      expect(errors?.[0]?.message).toContain(words);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        reason: 'FACEBOOK_REFUSED',
        retryable: false,
        onebox: { errorCode: null, userMessage: words },
      });
    }
  });

  it('repeats none of the tokens that were sent', async () => {
    site.session.token = 'user-token';
    site.session.accounts[0].access_token = 'page-token';
    site.answerWrite = respondJson(200, { error: 'user-token and page-token do not match' });
    const answer = await site.connect();
    expect(answer.errors?.[0]?.extensions.onebox?.userMessage).toBe('[removed] and [removed] do not match');
    expect(JSON.stringify(answer)).not.toMatch(/(user|page)-token/);
  });
});

describe('connectInstagramAccount, where Onebox rejects it', () => {
  it('repeats the session id in no form', async () => {
    const id = choice.sessionId;
    const decoded = Buffer.from(id, 'base64').toString();
    for (site.existing of [[], [connection()]]) {
      for (const spelt of [id, decoded, id.slice(0, 14), decoded.match(/.{1,9}/g)?.join(', ') ?? '']) {
        site.answerWrite = respondJson(200, { error: `no ${spelt} here` });
        const { errors } = await site.connect();
        expect(errors?.[0]?.extensions.onebox?.userMessage).toMatch(/^no \[removed\][=.]* here$/);
      }
    }
  });
});

describe('connectInstagramAccount with an unknown outcome', () => {
  it.each<[string, RequestListener, string]>([
    ['no answer', () => undefined, 'UPSTREAM_TIMEOUT'],
    ['a broken connection', ({ socket }) => socket.destroy(), 'UPSTREAM_UNREACHABLE'],
    ['HTTP 502', respondJson(502, ''), 'UPSTREAM_FAILED'],
    ['an answer that is none', respondJson(200, '{'), 'UPSTREAM_CONTRACT_BROKEN'],
    ['a connection without its Id', respondJson(200, connection({ Id: null })), 'UPSTREAM_CONTRACT_BROKEN'],
    [
      'the connection of another account',
      respondJson(200, connection({ TargetId: '1' })),
      'UPSTREAM_CONTRACT_BROKEN',
    ],
  ])('is tried once after %s, and the error says how to check the outcome', async (_what, answer, reason) => {
    site.answerWrite = answer;
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions).toMatchObject({ reason, retryable: false });
    expect(errors?.[0]?.message).toContain('unknown whether this took effect: ask connectedAccounts');
    expect(site.writes()).toHaveLength(1);
  });

  it('reports no unknown outcome where Onebox rejected the connection', async () => {
    site.answerWrite = respondJson(401, documentedBody('error.401.expired-token.json'));
    const { errors } = await site.connect();
    expect(errors?.[0]?.extensions.reason).toBe('TOKEN_EXPIRED');
    expect(errors?.[0]?.message).not.toContain('unknown');
  });
});
