import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { rawAnswer } from '../../support/clients/raw-response';
import { callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';
import { type FakeOnebox, respondJson, startFakeOnebox } from '../../support/onebox/fake-onebox';

const pageOrigin = 'https://crm.example';
const settings = { CORS_ORIGINS: pageOrigin, TRUSTED_PROXIES: '127.0.0.1', RATE_LIMIT_ADDRESS: '3' };

let onebox: FakeOnebox;
/** Two gateways, since each request counts for the rate limits. */
let gateways: [TestGateway, TestGateway];

beforeAll(async () => {
  onebox = await startFakeOnebox(respondJson(200, documentedBody('session.200.json')));
  gateways = [await startGateway(onebox.origin, settings), await startGateway(onebox.origin, settings)];
});

afterAll(async () => {
  for (const gateway of gateways) await gateway.close();
  await onebox.close();
});

/** Without what changes with time, and without headers that mean nothing alone: `Connection`, and exposed headers of no origin. */
const comparable = (response: string): string[] =>
  response
    .replace(/^date: .*\r\n/im, '')
    .replace(/;t=\d+/, '')
    .replaceAll(/"retryAt":"[^"]*"|try again at [^"]*/g, '')
    .split('\r\n')
    .map((line) => line.replace(/^[\w-]+:/, (name) => name.toLowerCase()))
    .filter(
      (line, _index, lines) =>
        line !== 'connection: close' &&
        (!line.startsWith('access-control-expose') ||
          lines.includes(`access-control-allow-origin: ${pageOrigin}`)),
    )
    .sort();

const head = (lines: readonly string[]): string =>
  [
    'host: gateway.example',
    ...(lines.some((line) => line.startsWith('x-request-id')) ? [] : ['x-request-id: one']),
    'connection: close',
    ...lines,
  ].join('\r\n');
const posted = (body: string, lines: readonly string[], isDirect: boolean): string => {
  const json = ['content-type: application/json', ...lines];
  return isDirect
    ? `POST /graphql HTTP/1.1\r\n${head([...json, `content-length: ${Buffer.byteLength(body)}`])}\r\n\r\n${body}`
    : `POST /graphql HTTP/1.1\r\n${head([...json, 'transfer-encoding: chunked'])}\r\n\r\n${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`;
};
/** Fastify serves a request in absolute form. */
const gotten = (search: string, lines: readonly string[], isDirect: boolean): string =>
  `GET ${isDirect ? '' : 'http://gateway.example'}/graphql?${search} HTTP/1.1\r\n${head(lines)}\r\n\r\n`;

const token = `authorization: Bearer ${callersToken}`;
const session = JSON.stringify({
  query: 'query One($id: ID!) { instagramSession(id: $id) { id } }',
  variables: { id: documentedSessionId },
});
const searchOf = (query: string): string =>
  new URLSearchParams({ query, variables: JSON.stringify({ id: documentedSessionId }) }).toString();

// Fastify serves requests that are not usual. Chunks and an absolute address make a request unusual, and change nothing else.
describe('the direct route responds as Fastify does', () => {
  it.each<[string, number, (isDirect: boolean) => string]>([
    ['an operation', 200, (isDirect) => posted(session, [token], isDirect)],
    ['the same again, on the fast path', 200, (isDirect) => posted(session, [token], isDirect)],
    [
      'a page of another origin',
      200,
      (isDirect) => posted(session, [token, `origin: ${pageOrigin}`], isDirect),
    ],
    [
      'an unknown origin',
      200,
      (isDirect) => posted(session, [token, 'origin: https://other.example'], isDirect),
    ],
    ['an invalid operation', 400, (isDirect) => posted('{"query":"{ nothing }"}', [token], isDirect)],
    ['a body that is not JSON', 400, (isDirect) => posted('{"query":', [token], isDirect)],
    [
      'a body with __proto__',
      400,
      (isDirect) => posted('{"query":"{ a }","__proto__":{"a":1}}', [token], isDirect),
    ],
    [
      'a number that would be rounded',
      400,
      (isDirect) => posted('{"variables":{"a":1e400}}', [token], isDirect),
    ],
    ['a list', 400, (isDirect) => posted('[]', [token], isDirect)],
    [
      'a GET',
      200,
      (isDirect) =>
        gotten(searchOf('query One($id: ID!) { instagramSession(id: $id) { id } }'), [token], isDirect),
    ],
    ['a GET of a mutation', 400, (isDirect) => gotten('query=mutation%20%7B%20a%20%7D', [token], isDirect)],
    ['no token', 200, (isDirect) => posted(session, ['x-forwarded-for: 192.0.2.1'], isDirect)],
    ...[1, 2].map((n): [string, number, (isDirect: boolean) => string] => [
      `request ${n} of an address without a token`,
      200,
      (isDirect) => posted(session, ['x-forwarded-for: 192.0.2.1, 192.0.2.7'], isDirect),
    ]),
    [
      'a request over the limit',
      429,
      (isDirect) => posted(session, ['x-forwarded-for: 192.0.2.7'], isDirect),
    ],
  ])('to %s', async (_what, status, requestWith) => {
    const [direct, unusual] = await Promise.all([
      rawAnswer(gateways[0].origin, requestWith(true)),
      rawAnswer(gateways[1].origin, requestWith(false)),
    ]);
    expect(direct).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(comparable(direct)).toEqual(comparable(unusual));
  });
});

// A client chooses the request id. It must not be taken for the name of a header.
describe.each([
  'x-request-id',
  'cache-control',
  'content-length',
  'content-type',
  'connection',
  'ratelimit',
  'ratelimit-policy',
  'retry-after',
  'vary',
])('a request id %s changes no header', (id) => {
  it.each<[string, (isDirect: boolean) => string]>([
    ['an operation', (isDirect) => posted(session, [token, `x-request-id: ${id}`], isDirect)],
    [
      'an invalid operation',
      (isDirect) => posted('{"query":"{ nothing }"}', [token, `x-request-id: ${id}`], isDirect),
    ],
    ['a body that is not JSON', (isDirect) => posted('{', [token, `x-request-id: ${id}`], isDirect)],
    [
      'a request over the limit',
      (isDirect) => posted(session, ['x-forwarded-for: 192.0.2.7', `x-request-id: ${id}`], isDirect),
    ],
  ])('of %s', async (_what, requestWith) => {
    const [direct, unusual] = await Promise.all([
      rawAnswer(gateways[0].origin, requestWith(true)),
      rawAnswer(gateways[1].origin, requestWith(false)),
    ]);
    expect(direct).toMatch(/^HTTP\/1\.1 \d{3} /);
    expect(comparable(direct)).toEqual(comparable(unusual));
  });
});
