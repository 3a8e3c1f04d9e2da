import { getIntrospectionQuery } from 'graphql';

import { type BuiltGateway, BuiltGateways, post as postTo } from '../../support/gateway/built-gateways';
import { respondJson, type FakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSessionId } from '../../support/fixtures';
import { type Answer } from '../../support/gateway/gateway';
import { rawAnswer } from '../../support/clients/raw-response';

let gateways: BuiltGateways;
let onebox: FakeOnebox;
let standard: BuiltGateway;

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
  ({ onebox } = gateways);
  standard = await gateways.start();
}, 30_000);

beforeEach(() => {
  gateways.resetOnebox();
});

afterAll(() => gateways.close());

const bearer = { authorization: 'Bearer some.callers.token' };

const post = (body: unknown, headers = {}, to = standard): Promise<Response> => postTo(to, body, headers);

const session = `instagramSession(id: "${documentedSessionId}")`;
describe('by default', () => {
  it('the schema is hidden: no introspection, no explorer, no hints, no SDL, no stack trace', async () => {
    const answers = await Promise.all([
      post({ query: getIntrospectionQuery() }),
      post({ query: '{ _service { sdl } }' }),
      post({ query: '{ instagramSesion { id } }' }),
      post({ query: '{ instagramSession(id: 1) { i } }' }),
      fetch(`${standard.origin}/graphql`, { headers: { accept: 'text/html' } }),
    ]);
    for (const answer of answers) {
      const text = await answer.text();
      expect(answer.status).toBe(400);
      expect(text).not.toMatch(/Did you mean|stacktrace|node_modules|type Query|embeddable-sandbox|altair/i);
    }
  });
});

describe('a browser', () => {
  it('gets strict security headers with every response', async () => {
    for (const path of ['/graphql', '/', '/livez']) {
      const { headers } = await fetch(`${standard.origin}${path}`);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': expect.stringContaining('no-store') as string,
      });
    }
  });

  it('cannot use the gateway from an origin that is not in CORS_ORIGINS', async () => {
    const open = await gateways.start({ CORS_ORIGINS: 'https://crm.example' });
    const preflight = (from: string, { origin } = open): Promise<Response> =>
      fetch(`${origin}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin: from,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const allowed = 'access-control-allow-origin';
    expect((await preflight('https://crm.example')).headers.get(allowed)).toBe('https://crm.example');
    expect((await preflight('https://crm.example.evil.example')).headers.get(allowed)).toBeNull();
    expect((await preflight('null')).headers.get(allowed)).toBeNull();
    expect((await preflight('https://crm.example', standard)).headers.get(allowed)).toBeNull();
    const answer = await post({ query: '{ __typename }' }, { origin: 'https://crm.example' }, open);
    expect(answer.headers.get(allowed)).toBe('https://crm.example');
    expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('vary')).toMatch(/Authorization.*Origin/);
  });

  it('cannot be made to send a request by another site, or a change by GET', async () => {
    const get = (query: string, headers: Record<string, string>): Promise<Response> =>
      fetch(`${standard.origin}/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect((await get('{ __typename }', {})).status).toBe(400);
    expect(
      (await post('query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415);
    expect((await post('{"query":"{ __typename }"}', { 'content-type': 'text/plain' })).status).toBe(415);
    const preflighted = { ...bearer, 'apollo-require-preflight': '1' };
    expect((await get('{ __typename }', preflighted)).status).toBe(200);
    const change = 'mutation { authenticate(email: "a", password: "b", siteId: 1) { token } }';
    expect((await get(change, preflighted)).status).toBe(405);
    expect(onebox.requests).toEqual([]);
  });
});

describe('a request', () => {
  it('cannot add a header or a path to the call to Onebox', async () => {
    const evil = [
      'a\\r\\nX-Evil: 1',
      '../../api/connection',
      `${documentedSessionId}/../x`,
      '%0d%0aX-Evil: 1',
      '?x=1',
    ];
    for (const id of evil)
      await post(
        `{"query":"query ($id: ID!) { instagramSession(id: $id) { id } }","variables":{"id":"${id}"}}`,
        bearer,
      );
    for (const site of evil) {
      const query = 'query ($s: String!) { instagramAuthUrl(site: $s, env: PRODUCTION) }';
      const answer = await post(`{"query":"${query}","variables":{"s":"${site}"}}`, bearer);
      expect(await answer.text()).toContain('"SITE_MALFORMED"');
    }
    for (const id of evil) {
      await post(
        `{"query":"query ($id: ID!) { _entities(representations: [{ __typename: \\"ConnectedInstagramAccount\\", id: $id }]) { __typename } }","variables":{"id":"${id}"}}`,
        bearer,
      );
      await post(
        `{"query":"mutation ($id: ID!) { authenticate(email: \\"a\\", password: \\"b\\", siteId: $id) { token } }","variables":{"id":"${id}"}}`,
      );
    }
    for (const token of ['a b', 'a\tb', 'a,b', 'é']) {
      await post({ query: `{ ${session} { id } }` }, { authorization: `Bearer ${token}` });
    }
    expect(onebox.requests).toEqual([]);
  });

  it('cannot add a field to the sign-in form', async () => {
    const credentials = { email: 'a@b.example&siteId=1', siteId: '169', password: 'b&email=c\r\n' };
    await post({
      query:
        'mutation ($email: String!, $password: String!, $siteId: ID!) { authenticate(email: $email, password: $password, siteId: $siteId) { token } }',
      variables: credentials,
    });
    const sent = [...new URLSearchParams(onebox.requests[0]?.body)];
    expect(sent).toEqual(Object.entries(credentials));
  });

  it('cannot pollute a prototype', async () => {
    // Had all objects one, every operation would be taken for a persisted one.
    const pollution = '{"documentId":"x","polluted":12345678901234567890}';
    for (const key of ['__proto__', 'constructor']) {
      const inner = key === 'constructor' ? `{"prototype":${pollution}}` : pollution;
      expect((await post(`{"query":"{ __typename }","variables":{"${key}":${inner}}}`)).status).toBe(400);
      expect((await post(`{"query":"{ __typename }","${key}":${inner}}`)).status).toBe(400);
      onebox.answer = respondJson(200, `{"${key}":${inner},"session":"x"}`);
      await post({ query: `{ ${session} { id } }` }, bearer);
    }
    const entity = `{ _entities(representations: [{ __typename: "__proto__" }, { __typename: "constructor" }]) { __typename } }`;
    const { errors } = (await (await post({ query: entity }, bearer)).json()) as Answer<unknown>;
    expect(errors?.map(({ extensions: { code, omitted } }) => [code, omitted])).toEqual([
      ['BAD_USER_INPUT', 1],
    ]);
    expect(await (await post({ query: '{ __typename }' })).json()).toEqual({ data: { __typename: 'Query' } });
  });

  it.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\n'],
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['chunks behind another encoding', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
    ['a header that is folded', 'X-A: b\r\n c: d\r\nContent-Length: 0\r\n\r\n'],
    ['a space before the colon', 'Content-Length : 0\r\n\r\n'],
    ['a bare line feed in a header', 'X-A: b\nContent-Length: 0\r\n\r\n'],
    ['a chunk size that is none', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n'],
  ])('cannot smuggle a second request by %s', async (_how, rest) => {
    const answer = await rawAnswer(
      standard.origin,
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${rest}GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
  });
});
