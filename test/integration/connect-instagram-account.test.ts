import { type RequestListener } from 'node:http';

import {
  ConnectInstagramAccountDocument,
  type ConnectInstagramAccountMutationVariables,
} from '../generated/graphql';
import { answerConnections, connection, type FakeConnection } from '../support/fake-connections';
import { answerJson, type FakeOnebox, startFakeOnebox } from '../support/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../support/fixtures';
import { callersToken, startGateway, type TestGateway } from '../support/gateway';

const choice = {
  sessionId: documentedSessionId,
  pageId: '241794770143249',
  instagramAccountId: '17841439754602482',
};

let onebox: FakeOnebox;
let gateway: TestGateway;
let session: ReturnType<typeof documentedSession>;
let existing: FakeConnection[];
let answerWrite: RequestListener;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  gateway = await startGateway(onebox.origin, { ONEBOX_TIMEOUT_MS: '300' });
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
  session = documentedSession();
  existing = [];
  answerWrite = answerJson(200, documentedBody('connection.200.json'));
  onebox.answer = (request, response) => {
    if (request.method !== 'GET') answerWrite(request, response);
    else if (request.url?.startsWith('/api/instagraph')) answerJson(200, session)(request, response);
    else answerConnections(existing)(request, response);
  };
});

const connect = (
  change: Partial<ConnectInstagramAccountMutationVariables> = {},
  headers?: Record<string, string>,
) => gateway.ask(ConnectInstagramAccountDocument, { ...choice, ...change }, headers);

const writes = () =>
  onebox.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, url, body }) => ({ method, url, body: JSON.parse(body) as unknown }));

describe('connecting an account', () => {
  it('sends the documented fields, and gives the connection without its secrets', async () => {
    const answer = await connect();
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
    expect(writes()).toEqual([
      {
        method: 'POST',
        url: '/api/connection',
        body: {
          MediaId: 'INST',
          ProviderId: 'PVD28',
          Name: 'trycloudy',
          UserId: '241794770143249',
          Password: session.token,
          Token: session.accounts[0].access_token,
          From: '17841439754602482',
          TargetId: '17841439754602482',
        },
      },
    ]);
    expect(onebox.requests.at(-1)?.headers).toMatchObject({
      authorization: `Bearer ${callersToken}`,
      'content-type': 'application/json',
    });
  });

  it.each([undefined, null, ''])('names it by its username where its name is %j', async (name) => {
    const instagramAccountId = '4887037594655873';
    session.accounts[0].instagram_accounts = [
      { id: instagramAccountId, username: 'handle', has_profile_picture: false, name },
    ];
    answerWrite = answerJson(200, connection({ TargetId: instagramAccountId }));
    const { errors } = await connect({ instagramAccountId });
    expect(errors).toBeUndefined();
    expect(writes()[0]?.body).toMatchObject({
      Name: 'handle',
      From: instagramAccountId,
      TargetId: instagramAccountId,
    });
  });

  it('gives a connection that is there new tokens instead of making a second', async () => {
    existing = [connection({ Id: '7' }), connection({ Id: '646' }), connection({ Id: '9', TargetId: '1' })];
    const { data } = await connect();
    expect(data?.connectInstagramAccount.id).toBe('646');
    expect(writes()).toEqual([
      {
        method: 'PATCH',
        url: '/api/connection/646',
        body: {
          UserId: '241794770143249',
          Password: session.token,
          Token: session.accounts[0].access_token,
        },
      },
    ]);
  });

  it('does nothing where a connection cannot be read that may be that one', async () => {
    existing = [connection({ Error: null })];
    const { errors } = await connect();
    expect(errors?.[0]?.extensions.code).toBe('ONEBOX_BAD_RESPONSE');
    expect(writes()).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['a session id that is none', { sessionId: 'x' }, 'SESSION_ID_MALFORMED'],
    ['a Page that the session has not', { pageId: '1' }, 'PAGE_NOT_FOUND'],
    ['an account that the Page has not', { instagramAccountId: '1' }, 'INSTAGRAM_ACCOUNT_NOT_FOUND'],
  ])('is refused for %s, before anything is looked up or made', async (_what, change, reason) => {
    const { errors, data } = await connect(change);
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject({ reason, retryable: false });
    expect(onebox.requests.filter(({ url }) => url.includes('connection'))).toEqual([]);
  });

  it('is refused without a token', async () => {
    const { errors } = await connect({}, {});
    expect(errors?.[0]?.extensions.reason).toBe('TOKEN_MISSING');
    expect(onebox.requests).toEqual([]);
  });

  it('shows connections made earlier in the same operation', async () => {
    answerWrite = (request, response) => {
      existing.push(connection());
      answerJson(200, connection())(request, response);
    };
    const arguments_ = `sessionId: "${choice.sessionId}", pageId: "${choice.pageId}", instagramAccountId: "${choice.instagramAccountId}"`;
    const { errors } = await gateway.ask<unknown, unknown>(
      `mutation { first: connectInstagramAccount(${arguments_}) { id } second: connectInstagramAccount(${arguments_}) { id } }`,
    );
    expect(errors).toBeUndefined();
    expect(writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
  });
});

describe('Facebook refusing', () => {
  it.each([
    [200, 'connection.200.refused.json'],
    [401, 'connection.401.unsupported.json'],
  ])('with HTTP %d is FORBIDDEN, in its own words', async (status, file) => {
    const { error: words } = JSON.parse(documentedBody(file)) as { error: string };
    answerWrite = answerJson(status, documentedBody(file));
    for (existing of [[], [connection()]]) {
      const { errors } = await connect();
      expect(errors?.[0]?.message).toContain(words);
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        reason: 'FACEBOOK_REFUSED',
        retryable: false,
        onebox: { errorCode: null, userMessage: words },
      });
    }
  });

  it('never repeats the tokens that it was given', async () => {
    session.token = 'user-token';
    session.accounts[0].access_token = 'page-token';
    answerWrite = answerJson(200, { error: 'user-token and page-token do not match' });
    const answer = await connect();
    expect(answer.errors?.[0]?.extensions.onebox?.userMessage).toBe('[removed] and [removed] do not match');
    expect(JSON.stringify(answer)).not.toMatch(/(user|page)-token/);
  });
});

describe('a connection that may or may not have been made', () => {
  it.each<[string, RequestListener, string]>([
    ['no answer', () => undefined, 'UPSTREAM_TIMEOUT'],
    ['a broken connection', ({ socket }) => socket.destroy(), 'UPSTREAM_UNREACHABLE'],
    ['HTTP 502', answerJson(502, ''), 'UPSTREAM_FAILED'],
    ['an answer that is none', answerJson(200, '{'), 'UPSTREAM_CONTRACT_BROKEN'],
    ['a connection without its Id', answerJson(200, connection({ Id: null })), 'UPSTREAM_CONTRACT_BROKEN'],
    [
      'the connection of another account',
      answerJson(200, connection({ TargetId: '1' })),
      'UPSTREAM_CONTRACT_BROKEN',
    ],
  ])('because of %s is tried once, and the error says how to find out', async (_what, answer, reason) => {
    answerWrite = answer;
    const { errors } = await connect();
    expect(errors?.[0]?.extensions).toMatchObject({ reason, retryable: false });
    expect(errors?.[0]?.message).toContain('unknown whether this took effect: ask connectedAccounts');
    expect(writes()).toHaveLength(1);
  });

  it('is none where Onebox refused it: the error says so', async () => {
    answerWrite = answerJson(401, documentedBody('error.401.expired-token.json'));
    const { errors } = await connect();
    expect(errors?.[0]?.extensions.reason).toBe('TOKEN_EXPIRED');
    expect(errors?.[0]?.message).not.toContain('unknown');
  });
});

describe('two callers connecting the same account at once', () => {
  it('get one connection: the second waits, finds it, and gives it new tokens', async () => {
    answerWrite = (request, response) => {
      setTimeout(() => {
        if (request.method === 'POST') existing.push(connection());
        answerJson(200, connection())(request, response);
      }, 50);
    };
    const answers = await Promise.all([
      connect({}, { authorization: 'Bearer first' }),
      connect({}, { authorization: 'Bearer second' }),
    ]);
    expect(answers.map(({ data }) => data?.connectInstagramAccount.id)).toEqual(['646', '646']);
    expect(writes().map(({ method }) => method)).toEqual(['POST', 'PATCH']);
    const [post, patch] = onebox.requests.filter(({ method }) => method !== 'GET');
    expect(post?.headers.authorization).not.toBe(patch?.headers.authorization);
  });

  it('do not wait for a failure of the other longer than it takes', async () => {
    answerWrite = () => undefined;
    const [first, second] = await Promise.all([
      connect(),
      connect().then((answer) => {
        expect(writes()).toHaveLength(2);
        return answer;
      }),
    ]);
    for (const { errors } of [first, second]) expect(errors?.[0]?.extensions.code).toBe('ONEBOX_TIMEOUT');
  });

  it('do not wait for each other where the accounts differ', async () => {
    answerWrite = (request, response) => {
      if (writes().length === 2) {
        const { TargetId } = writes().at(-1)?.body as { TargetId: string };
        answerJson(200, connection({ TargetId }))(request, response);
      }
    };
    const [stuck, other] = await Promise.all([
      connect(),
      new Promise<void>((resolve) => setTimeout(resolve, 50)).then(() =>
        connect({ instagramAccountId: '4887037594655873' }),
      ),
    ]);
    expect(stuck.errors?.[0]?.extensions.code).toBe('ONEBOX_TIMEOUT');
    expect(other.data?.connectInstagramAccount.instagramAccountId).toBe('4887037594655873');
  });
});
