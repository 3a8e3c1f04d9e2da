import { choice } from '../../support/onebox/connectable-site';
import { answerConnections } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSession, documentedSessionId } from '../../support/fixtures';
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway/gateway-process';
import { jwt } from '../../support/tokens';

const facebookToken = 'EAAGcanary0facebook0canary0facebook';
const bearer = 'canary0bearer0canary0bearer0canary';
const email = 'canary@example.com';
const password = 'canary-pass';
const issuedToken = jwt({ siteId: '169', canary: true });

const connect = `mutation ($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) {
  connectInstagramAccount(sessionId: $sessionId, pageId: $pageId, instagramAccountId: $instagramAccountId) { id } }`;
const signIn = `mutation ($email: String!, $password: String!, $siteId: ID!) {
  authenticate(email: $email, password: $password, siteId: $siteId) { token } }`;

let onebox: FakeOnebox;
let gateway: GatewayProcess;
let origin: string;
/** The response of Onebox to a change. */
let answerChange: FakeOnebox['answer'];
let requests = 0;

beforeAll(async () => {
  onebox = await startFakeOnebox((request, response) => {
    if (request.method !== 'GET') answerChange(request, response);
    else if (request.url?.startsWith('/api/instagraph')) {
      const session = documentedSession();
      session.token = facebookToken;
      session.accounts[0].access_token = facebookToken;
      respondJson(200, session)(request, response);
    } else answerConnections([])(request, response);
  });
  gateway = startGatewayProcess([], { PORT: '0', ONEBOX_API_URL: onebox.origin });
  [, origin = ''] = await gateway.saw(/listening at (http:[^"]+)"/);
});

afterAll(async () => {
  gateway.kill('SIGKILL');
  await gateway.ended;
  await onebox.close();
});

async function ask(query: string, variables: object, headers: Record<string, string>): Promise<void> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  await response.text();
}

/** The audit lines of one request, without what every line has. */
async function auditOf(query: string, variables: object): Promise<Record<string, unknown>[]> {
  requests += 1;
  const requestId = `audit-${requests}`;
  await ask(query, variables, { authorization: `Bearer ${bearer}`, 'x-request-id': requestId });
  const [requestLine] = await gateway.saw(new RegExp(`^.*"${requestId}".*"msg":"request".*$`, 'm'));
  const { caller } = JSON.parse(requestLine) as { caller: string };
  return gateway
    .output()
    .split('\n')
    .filter((line) => line.includes(`"${requestId}"`) && line.includes('"msg":"audit"'))
    .map((line) => {
      const { level, time, msg, ...rest } = JSON.parse(line) as Record<string, unknown>;
      expect({ level, msg, time, ...rest }).toMatchObject({ level: 30, requestId, caller });
      return Object.fromEntries(
        Object.entries(rest).filter(([name]) => name !== 'requestId' && name !== 'caller'),
      );
    });
}

describe('the audit log', () => {
  it('has the ids and the outcome of a connection that was made', async () => {
    answerChange = respondJson(200, documentedBody('connection.200.json'));
    expect(await auditOf(connect, choice)).toEqual([
      {
        change: 'connectInstagramAccount',
        siteId: '169',
        pageId: choice.pageId,
        instagramAccountId: choice.instagramAccountId,
        connectionId: '646',
        outcome: 'ok',
      },
    ]);
  });

  it('has the code and the reason of a connection that Facebook refused', async () => {
    answerChange = respondJson(200, documentedBody('connection.200.refused.json'));
    expect(await auditOf(connect, choice)).toEqual([
      expect.objectContaining({ outcome: 'error', code: 'FORBIDDEN', reason: 'FACEBOOK_REFUSED' }),
    ]);
  });

  it('has the outcome unknown where Onebox did not respond', async () => {
    answerChange = ({ socket }) => socket.destroy();
    expect(await auditOf(connect, choice)).toEqual([
      expect.objectContaining({ outcome: 'unknown', code: 'ONEBOX_UNAVAILABLE' }),
    ]);
  });

  it('has the site of a sign-in, and the caller that the new token stands for', async () => {
    answerChange = respondJson(200, { response_status: 'Success', token: issuedToken });
    const [line] = await auditOf(signIn, { email, password, siteId: '169' });
    await ask('{ instagramAuthUrl }', {}, { authorization: `Bearer ${issuedToken}`, 'x-request-id': 'new' });
    const [requestLine] = await gateway.saw(/^.*"requestId":"new".*"msg":"request".*$/m);
    const { caller } = JSON.parse(requestLine) as { caller: string };
    expect(line).toEqual({ change: 'authenticate', siteId: '169', outcome: 'ok', newCaller: caller });
  });

  it('has the site of a sign-in that Onebox rejected', async () => {
    answerChange = respondJson(401, documentedBody('authenticate.401.refused.json'));
    expect(await auditOf(signIn, { email, password, siteId: '169' })).toEqual([
      expect.objectContaining({ siteId: '169', outcome: 'error', reason: 'CREDENTIALS_REFUSED' }),
    ]);
  });

  it('has a line for each mutation of an operation, and none for a query', async () => {
    answerChange = respondJson(200, documentedBody('connection.200.json'));
    const field = `connectInstagramAccount(sessionId: $sessionId, pageId: $pageId, instagramAccountId: $instagramAccountId) { id }`;
    const both = `mutation ($sessionId: ID!, $pageId: ID!, $instagramAccountId: ID!) { a: ${field} b: ${field} }`;
    expect(await auditOf(both, choice)).toHaveLength(2);
    expect(await auditOf('{ instagramAuthUrl }', {})).toEqual([]);
  });

  it('has no arguments except numeric ids', async () => {
    answerChange = respondJson(401, documentedBody('authenticate.401.refused.json'));
    expect(await auditOf(signIn, { email: password, password: email, siteId: password })).toEqual([
      { change: 'authenticate', outcome: 'error', code: 'BAD_USER_INPUT', reason: 'SITE_MALFORMED' },
    ]);
    const wrong = { sessionId: documentedSessionId, pageId: facebookToken, instagramAccountId: bearer };
    expect(await auditOf(connect, wrong)).toEqual([
      expect.objectContaining({ outcome: 'error', code: 'NOT_FOUND', reason: 'PAGE_NOT_FOUND' }),
    ]);
  });

  it('has no secret of the changes', () => {
    const secrets = [facebookToken, bearer, email, password, issuedToken, documentedSessionId];
    for (const secret of secrets) expect(gateway.output()).not.toContain(secret);
    expect(gateway.output().match(/"msg":"audit"/g)?.length).toBeGreaterThanOrEqual(9);
  });
});
