import { InstagramAuthUrlDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { type Answer, callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';
import { rawAnswer } from '../../support/clients/raw-response';

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox(respondJson(200, documentedBody('session.200.json')));
  gateway = await startGateway(onebox.origin);
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

const send = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${gateway.origin}${path}`, init);

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  send('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const rawPost = (headers: string): Promise<string> => {
  const body = JSON.stringify({ query: `{ instagramSession(id: "${documentedSessionId}") { id } }` });
  return rawAnswer(
    gateway.origin,
    `POST /graphql HTTP/1.1\r\n${headers}Connection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
};

const errorOf = async (response: Response) => {
  const { errors } = (await response.json()) as Answer<unknown>;
  return errors?.[0];
};

it('a subscription gets an error that says what to send instead', async () => {
  const response = await post({ query: 'subscription { anything }' });
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({
    message: 'This gateway has no subscriptions: send a query or a mutation.',
    extensions: { code: 'BAD_USER_INPUT', retryable: false },
  });
});

describe('instagramAuthUrl', () => {
  const urlOf = async (variables: Record<string, string>, from = gateway): Promise<string | undefined> => {
    const answer = await from.ask<{ instagramAuthUrl: string }, unknown>(
      InstagramAuthUrlDocument.toString(),
      variables,
      {},
    );
    return answer.data?.instagramAuthUrl;
  };

  it('returns the documented address in DEVELOPMENT exactly, also without a token', async () => {
    expect(await urlOf({ env: 'DEVELOPMENT' })).toBe(
      'https://ocdev.ciptadrasoft.net/instagraph/auth?redirectUrl=https://ocdev.ciptadrasoft.net/instagraph/session',
    );
  });

  it("returns an address with the customer's site in PRODUCTION", async () => {
    expect(await urlOf({ env: 'PRODUCTION' })).toBe(
      'https://cloud.onebox.co.id/instagraph/auth?redirectUrl=https://mysite.onebox.co.id/instagraph/session',
    );
    expect(await urlOf({ env: 'PRODUCTION', site: 'other' })).toBe(
      'https://cloud.onebox.co.id/instagraph/auth?redirectUrl=https://other.onebox.co.id/instagraph/session',
    );
  });

  it('returns the address of the served Onebox where no environment is given', async () => {
    expect(await urlOf({})).toBe(
      `${onebox.origin}/instagraph/auth?redirectUrl=https://mysite.onebox.co.id/instagraph/session`,
    );
    const replaced = await startGateway(onebox.origin, {
      ONEBOX_ENV: 'DEVELOPMENT',
      ONEBOX_SITE_URL: 'https://crm.example',
    });
    expect(await urlOf({}, replaced)).toBe(
      `${onebox.origin}/instagraph/auth?redirectUrl=https://crm.example/instagraph/session`,
    );
    await replaced.close();
  });

  it.each(['evil.example#', '', 'a.b'])('rejects the site %j', async (site) => {
    const { errors } = await gateway.ask(InstagramAuthUrlDocument, { env: 'PRODUCTION', site }, {});
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'SITE_MALFORMED' });
    expect(errors?.[0]?.path).toEqual(['instagramAuthUrl']);
  });
});

describe('an invalid request', () => {
  it.each<[string, () => Promise<Response>, number, string]>([
    ['a wrong path', () => send('/'), 404, 'NOT_FOUND'],
    ['a body that is not JSON', () => post('{'), 400, 'BAD_USER_INPUT'],
    ['a body that is no operation', () => post({}), 400, 'BAD_USER_INPUT'],
    ['a list of operations', () => post([{ query: '{ __typename }' }]), 400, 'BAD_USER_INPUT'],
    ['a form', () => post('query=x', { 'content-type': 'text/plain' }), 415, 'BAD_USER_INPUT'],
    ['a body that is too large', () => post({ query: ' '.repeat(300_000) }), 413, 'BAD_USER_INPUT'],
    ['a poisoned body', () => post('{"query":"{ __typename }","__proto__":{"x":1}}'), 400, 'BAD_USER_INPUT'],
    ['a syntax error', () => post({ query: '{' }), 400, 'BAD_USER_INPUT'],
    ['a wrong field', () => post({ query: '{ instagramSessions }' }), 400, 'BAD_USER_INPUT'],
    [
      'a wrong variable',
      () => post({ query: 'query ($id: ID!) { instagramSession(id: $id) { id } }' }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'an operation that is not there',
      () => post({ query: 'query A { __typename }', operationName: 'B' }),
      400,
      'BAD_USER_INPUT',
    ],
    ['introspection', () => post({ query: '{ __schema { queryType { name } } }' }), 400, 'BAD_USER_INPUT'],
    [
      'a GET that another site could have caused',
      () => send('/graphql?query={__typename}'),
      400,
      'BAD_USER_INPUT',
    ],
    [
      'another method',
      () => send('/graphql', { method: 'DELETE', headers: { 'x-apollo-operation-name': 'x' } }),
      405,
      'BAD_USER_INPUT',
    ],
  ])('is rejected with a code and a request id: %s', async (_what, ask, status, code) => {
    const response = await ask();
    expect(response.status).toBe(status);
    const requestId = response.headers.get('x-request-id');
    expect(requestId).toBeTruthy();
    const error = await errorOf(response);
    expect(error?.extensions).toEqual({ code, retryable: false, requestId });
    expect(error?.message).not.toContain('Did you mean');
  });
});

it('is rejected without its address where that cannot be decoded', async () => {
  const response = await send('/%zz-canary?token=canary');
  expect(response.status).toBe(400);
  expect(response.headers.get('x-request-id')).not.toBeNull();
  const text = await response.text();
  expect(JSON.parse(text)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect(text).not.toContain('canary');
});

describe('a response', () => {
  it("is not stored by caches, and has the client's request id where that is valid", async () => {
    const response = await post({ query: '{ __typename }' }, { 'x-request-id': 'abc-1' });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'private, no-store',
      vary: 'Authorization',
      'x-content-type-options': 'nosniff',
      'x-request-id': 'abc-1',
    });
    const other = await post({ query: '{ __typename }' }, { 'x-request-id': 'a b"c' });
    expect(other.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
  });

  it('is sent for a GET in the form of a browser script', async () => {
    const response = await send(`/graphql?query=${encodeURIComponent('{ __typename }')}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it.each(['evil.example:81', '[::1]:80', 'a_service', ''])(
    'is sent for any Host header: %j',
    async (host) => {
      const answer = await rawPost(`Host: ${host}\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    },
  );
});

describe('a repeated header', () => {
  it.each([
    ['Host', 'Host: x\r\nHost: y\r\n', 400, 'BAD_USER_INPUT'],
    [
      'Authorization',
      'Host: x\r\nAuthorization: Bearer a\r\nAuthorization: Bearer b\r\n',
      200,
      'TOKEN_MALFORMED',
    ],
  ])('is rejected: %s', async (_name, headers, status, code) => {
    const answer = await rawPost(headers);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(answer).toContain(`"${code}"`);
    expect(onebox.requests).toEqual([]);
  });
});

describe('the secret fields', () => {
  const query = `{ instagramSession(id: "${documentedSessionId}") { userAccessToken pages { accessToken } } }`;
  const authorization = `Bearer ${callersToken}`;

  it('do not exist by default', async () => {
    const { errors, data } = (await (await post({ query }, { authorization })).json()) as Answer<unknown>;
    expect(data).toBeUndefined();
    expect(errors).toHaveLength(2);
    expect(JSON.stringify(errors)).not.toContain('EAAG');
  });

  it('exist with REVEAL_ACCESS_TOKENS', async () => {
    const revealing = await startGateway(onebox.origin, { REVEAL_ACCESS_TOKENS: 'true' });
    const answer = await revealing.ask<unknown, unknown>(query);
    await revealing.close();
    expect(answer.data).toEqual({
      instagramSession: {
        userAccessToken: expect.stringMatching(/^EAAG/) as string,
        pages: [{ accessToken: expect.stringMatching(/^EAAG/) as string }],
      },
    });
  });
});

describe('EXPLORE', () => {
  const html = { headers: { accept: 'text/html' } };

  it('is off by default: no page, no introspection', async () => {
    expect((await send('/graphql', html)).status).toBe(400);
  });

  it('serves Apollo Sandbox to browsers, and introspection', async () => {
    const exploring = await startGateway(onebox.origin, { EXPLORE: 'true' });
    const page = await fetch(`${exploring.origin}/graphql`, html);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('/pages/explorer/explorer.js');
    const answer = await exploring.ask<unknown, unknown>('{ __schema { queryType { name } } }');
    await exploring.close();
    expect(answer.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });
});
