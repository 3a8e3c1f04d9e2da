import { type IncomingMessage, type RequestListener } from 'node:http';

import { answerConnections, connection } from '../../support/onebox/fake-connections';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import {
  documentedFields,
  documentedSession,
  documentedSessionId,
  facebookSessionId,
  twitterSessionId,
} from '../../support/fixtures';
import { freePort } from '../../support/gateway/free-port';
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway/gateway-process';
import { type RedisProcess, startRedis } from '../../support/stores/redis';

const bearer = 'canary0bearer0canary0bearer0canary';
const facebookToken = 'EAAGcanary0facebook0canary0facebook';
const twitterToken = 'canary0twitter0canary0twitter0canary';
const header = 'canary0header0canary0header0canary';
const password = 'canary-pass';
const email = 'canary@example.com';

let onebox: FakeOnebox;
/** Where traces are sent to. */
let collector: FakeOnebox;
let redis: RedisProcess;
let metricsPort: number;
let gateway: GatewayProcess;
let graphql: string;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  collector = await startFakeOnebox(respondJson(200, {}));
  redis = await startRedis();
  metricsPort = await freePort();
  const env = {
    PORT: '0',
    SHUTDOWN_DELAY_MS: '0',
    ONEBOX_API_URL: onebox.origin,
    ONEBOX_TIMEOUT_MS: '300',
    LOG_LEVEL: 'trace',
    CACHE_URL: redis.url,
    EXPLORE: 'true',
    METRICS_PORT: String(metricsPort),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
    // A rejection before the call would hide the response of Onebox.
    RATE_LIMIT_SIGN_IN_ADDRESS: '0',
    RATE_LIMIT_SIGN_IN_ACCOUNT: '0',
  };
  gateway = startGatewayProcess([], env, { overrides: { upstreamOptions: { breakerMinCalls: 100_000 } } });
  const [, origin = ''] = await gateway.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
  graphql = `${origin}/graphql`;
});

afterAll(async () => {
  gateway.kill('SIGKILL');
  await gateway.ended;
  await onebox.close();
  await collector.close();
  await redis.stop();
});

const everything = `query Everything($id: ID!) { instagramSession(id: $id) {
  id __typename profile { id name } pages { id name __typename
    instagramBusinessAccount { id username name connection { id name } }
    instagramAccounts { id username name profilePictureUrl connection { id name } } } } }`;
const connect = `mutation Connect($id: ID!) {
  connectInstagramAccount(sessionId: $id, pageId: "241794770143249", instagramAccountId: "17841439754602482") {
    id siteId name pageId instagramAccountId isEnabled hasError createdAt updatedAt } }`;
const ofOtherChannels = `query Others($facebook: ID!, $twitter: ID!) {
  facebookSession(id: $facebook) { id profile { id name } pages { id name category tasks connection { id name } } }
  twitterSession(id: $twitter) { id profile { id screenName } connection { id name screenName } }
  connectedAccount(id: "646") { __typename id name } }`;
const connectOthers = `mutation Others($facebook: ID!, $twitter: ID!) {
  connectFacebookPage(sessionId: $facebook, pageId: "1903864646522191") { id name pageId }
  connectTwitterAccount(sessionId: $twitter) { id name screenName twitterUserId }
  renameConnectedAccount(id: "646", name: "New") { __typename id name } }`;
const signIn = `mutation SignIn($email: String!, $password: String!) {
  authenticate(email: $email, password: $password, siteId: "169") { siteId expiresAt } }`;
const connected =
  '{ connectedAccounts { items { __typename id name ... on ConnectedInstagramAccount { pageId } } totalCount endCursor } }';

/** Sends a request with secrets in its headers, and returns the whole response. */
async function send(body: object): Promise<string> {
  const response = await fetch(graphql, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${bearer}`,
      'x-request-id': `${bearer} `.repeat(3),
      cookie: header,
      // A cached response would hide the current response of Onebox.
      'cache-control': 'no-cache',
    },
    body: JSON.stringify(body),
  });
  return `${JSON.stringify([...response.headers])} ${await response.text()}`;
}

/** Onebox repeating a password to the one who sent it. */
const repeatThePassword: RequestListener = (request, response) => {
  const words = request.url === '/api/authenticate' ? `${password} is wrong` : 'no';
  respondJson(401, { records: { errorCode: '401', userMessage: words } })(request, response);
};

it('no response, log line, metric, trace or store contains a secret', async () => {
  const session = documentedSession();
  session.token = facebookToken;
  session.accounts[0].access_token = facebookToken;
  const withCanaries = {
    ...session,
    canary: facebookToken,
    profile: { ...session.profile, canary: facebookToken },
  };
  const facebook = documentedFields('facebook-session.200.json');
  const [page] = facebook['accounts'] as object[];
  const facebookSession = {
    ...facebook,
    token: facebookToken,
    accounts: [{ ...page, access_token: facebookToken, canary: facebookToken }],
  };
  const twitter = documentedFields('twitter-session.200.json');
  const profile = { ...(twitter['profile'] as object), canary: twitterToken };
  const twitterSession = {
    ...twitter,
    profile: { ...profile, oauth_token: twitterToken, oauth_token_secret: `${twitterToken}0secret` },
  };
  const brokenPage = { id: '1', access_token: facebookToken, name: { canary: facebookToken } };
  const envelope = {
    records: {
      errorCode: 401,
      userMessage: `${facebookToken} ${twitterToken} ${bearer} ${email}`,
      devMessage: facebookToken,
      more: facebookToken,
    },
  };
  const headers = { 'x-canary': header, 'set-cookie': header, location: `https://${header}.example/` };
  const answers = [
    respondJson(200, withCanaries, headers),
    respondJson(200, { ...withCanaries, accounts: [...session.accounts, brokenPage] }, headers),
    respondJson(200, { ...withCanaries, profile: facebookToken }, headers),
    respondJson(200, JSON.stringify(withCanaries).slice(0, -20), headers),
    ...[301, 400, 401, 403, 404, 429, 500, 503].map((status) => respondJson(status, envelope, headers)),
    respondJson(200, { error: facebookToken }, headers),
    respondJson(401, { error: `${twitterToken} and ${twitterToken}0secret are not Twitter's` }, headers),
    respondJson(200, { ...facebookSession, profile: facebookToken }, headers),
    respondJson(
      200,
      { ...twitterSession, profile: { ...twitterSession.profile, user_id: twitterToken } },
      headers,
    ),
    repeatThePassword,
    respondJson(
      200,
      connection({ Password: facebookToken, Token: facebookToken, Remarks: facebookToken }),
      headers,
    ),
    respondJson(200, { total: 1, data: [connection({ Password: facebookToken, Name: null })] }, headers),
    respondJson(200, `<p>${facebookToken}</p>`, headers),
    // The parser's error contains the bytes that are not HTTP.
    ({ socket }: IncomingMessage) => socket.end(`HTTP/1.1 200 OK\r\n\u0000${facebookToken}\r\n\r\n`),
    () => undefined,
  ];
  const goodReads: RequestListener = (request, response) => {
    const connections = [connection({ Password: facebookToken, Token: facebookToken, TargetId: '1' })];
    const path = request.url?.split('/')[2] ?? '';
    const session = { instagraph: withCanaries, facebook: facebookSession, twitter: twitterSession }[path];
    (session === undefined ? answerConnections(connections) : respondJson(200, session))(request, response);
  };
  const onlyWrites =
    (answer: RequestListener): RequestListener =>
    (request, response) => {
      (request.method === 'GET' ? goodReads : answer)(request, response);
    };
  const seen: string[] = [];
  for (const answer of answers.flatMap((one) => [one, onlyWrites(one)])) {
    onebox.answer = answer;
    const others = { facebook: facebookSessionId, twitter: twitterSessionId };
    for (const body of [
      { query: ofOtherChannels, variables: others },
      { query: connectOthers, variables: others },
      { query: connect, variables: { id: documentedSessionId } },
      { query: signIn, variables: { email, password } },
      { query: signIn, variables: { email: [email], password: { password } } },
      { query: connected },
      { query: everything, variables: { id: documentedSessionId } },
      { query: everything, variables: { id: { canary: bearer } } },
      { query: `{ instagramSession(id: "${bearer}") { id } }`, operationName: bearer },
      { query: `query ${bearer} { instagramAuthUrl }` },
      { query: everything, variables: [bearer], extensions: { canary: bearer } },
    ]) {
      seen.push(await send(body));
    }
  }
  // What changes an account forgets its session: read all of them once more.
  onebox.answer = goodReads;
  for (const query of [ofOtherChannels, everything]) {
    const variables = { id: documentedSessionId, facebook: facebookSessionId, twitter: twitterSessionId };
    seen.push(await send({ query, variables }));
  }
  const refused = await fetch(`${graphql}/${bearer}?token=${bearer}`, { headers: { authorization: bearer } });
  seen.push(await refused.text());

  const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  gateway.kill('SIGTERM');
  await gateway.ended;
  const traces = collector.requests.map(({ body }) => body);

  // Writing does not hold up a response.
  while (((await redis.command('dbsize')) as number) < 3)
    await new Promise((resolve) => setTimeout(resolve, 5));
  const keys = (await redis.command('keys', '*')) as string[];
  const values = await Promise.all(keys.map(async (key) => String(await redis.command('get', key))));
  const stored = [...keys, ...values, ...values.map((one) => Buffer.from(one, 'base64').toString('latin1'))];
  expect(seen).toHaveLength(answers.length * 2 * 11 + 3);
  expect(metrics).toMatch(/gateway_operations_total\{operation="Everything",outcome="partial"\} [1-9]/);
  expect(traces.join()).toContain('"name":"query Everything"');
  expect(seen.filter((text) => text.includes('"reason"')).length).toBeGreaterThan(10);
  expect(gateway.output()).toContain('Onebox did not respond as documented');
  for (const text of [...seen, gateway.output(), metrics, ...traces, ...stored]) {
    for (const canary of [bearer, facebookToken, twitterToken, header, password, email])
      expect(text).not.toContain(canary);
  }
  for (const text of [gateway.output(), metrics, ...traces, ...stored]) {
    for (const id of [documentedSessionId, facebookSessionId, twitterSessionId])
      expect(text).not.toContain(id);
  }
}, 60_000);
