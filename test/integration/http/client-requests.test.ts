import { request as httpRequest } from 'node:http';

import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { type Answer, callersToken, startGateway, type TestGateway } from '../../support/gateway/gateway';

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

const bearer = { authorization: `Bearer ${callersToken}` };
const session = 'query ($id: ID!) { instagramSession(id: $id) { id } }';
const variables = JSON.stringify({ id: documentedSessionId });

const get = (
  parameters: Record<string, string>,
  headers: Record<string, string> = bearer,
): Promise<Response> =>
  fetch(`${gateway.origin}/graphql?${new URLSearchParams(parameters).toString()}`, { headers });
const post = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const errorsOf = async (response: Response): Promise<[string, string][]> => {
  const { errors = [] } = (await response.json()) as Answer<unknown>;
  return errors.map(({ message, extensions }) => [extensions.code, message]);
};

describe('a GET without a preflight header', () => {
  it.each(['Bearer', 'bearer', 'BEARER '])('is executed with a bearer token: %j', async (scheme) => {
    const response = await get({ query: session, variables }, { authorization: `${scheme} ${callersToken}` });
    expect(await response.json()).toHaveProperty('data.instagramSession.id');
  });

  it.each([
    [undefined],
    ['Basic dXNlcjpwYXNz'],
    ['Negotiate YII'],
    ['Digest username="Bearer a"'],
    ['Basic dXNlcjpwYXNz, Bearer abc'],
    ['Bearer abc, Basic dXNlcjpwYXNz'],
    ['Bearer'],
    ['BearerX abc'],
  ])('is rejected as a possible cross-site request, with what to send: %j', async (authorization) => {
    const response = await get(
      { query: '{ __typename }' },
      authorization === undefined ? {} : { authorization },
    );
    expect(response.status).toBe(400);
    const [[code, message] = []] = await errorsOf(response);
    expect(code).toBe('BAD_USER_INPUT');
    expect(message).toContain('Apollo-Require-Preflight: true');
    expect(message).not.toMatch(/CSRF|Forgery/);
  });

  it.each(['apollo-require-preflight', 'graphql-require-preflight', 'x-apollo-operation-name'])(
    'is executed with the header %s',
    async (name) => {
      const response = await get({ query: '{ __typename }' }, { [name]: '1' });
      expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
      expect((await get({ query: '{ __typename }' }, { [name]: '' })).status).toBe(400);
    },
  );

  it('executes no mutation, with a bearer token or without', async () => {
    const response = await get({
      query: 'mutation { authenticate(email: "a@b.id", password: "c", siteId: 1) { token } }',
    });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });
});

describe('an empty parameter of a GET', () => {
  it.each(['operationName', 'variables', 'extensions', 'documentId'])(
    'counts as absent: %s',
    async (name) => {
      const response = await get({ query: '{ __typename }', [name]: '' });
      expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    },
  );

  it('counts as absent with other empty parameters, also repeated', async () => {
    const search = 'query=%7B__typename%7D&operationName=&variables=&extensions=&operationName=&query=';
    const response = await fetch(`${gateway.origin}/graphql?${search}`, { headers: bearer });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });

  it('counts as absent, but two values of a parameter are rejected', async () => {
    const search = 'query=%7B__typename%7D&query=%7Ba%3A__typename%7D';
    const response = await fetch(`${gateway.origin}/graphql?${search}`, { headers: bearer });
    expect(response.status).toBe(400);
  });
});

describe('a null variable for a non-null argument', () => {
  it.each<[string, string, object]>([
    ['a query', 'query ($i: ID = "x") { instagramSession(id: $i) { id } }', { i: null }],
    [
      'a mutation',
      'mutation ($i: ID = "1") { authenticate(email: "a", password: "b", siteId: $i) { token } }',
      { i: null },
    ],
    ['a list', 'query ($r: [_Any!] = []) { _entities(representations: $r) { __typename } }', { r: null }],
    [
      'an entry of a list',
      'query ($r: _Any = {}) { _entities(representations: [$r]) { __typename } }',
      { r: null },
    ],
    ['a directive', 'query ($b: Boolean = true) { __typename @include(if: $b) }', { b: null }],
    [
      'a directive inside',
      'query ($b: Boolean = true) { instagramSession(id: "x") { id @skip(if: $b) } }',
      { b: null },
    ],
  ])('causes BAD_USER_INPUT in %s', async (_where, query, values) => {
    const response = await post({ query, variables: values }, bearer);
    const errors = await errorsOf(response);
    expect(errors.map(([code]) => code)).not.toContain('INTERNAL_SERVER_ERROR');
    expect(errors.map(([code]) => code)).toContain('BAD_USER_INPUT');
  });
});

describe('a body with a content encoding', () => {
  const send = (headers: Record<string, string>, method = 'POST', body = '{"query":"{ __typename }"}') =>
    new Promise<{ status: number | undefined; accepts: unknown }>((resolve, reject) => {
      const request = httpRequest(
        `${gateway.origin}/graphql?query=%7B__typename%7D`,
        { method, headers: { 'content-type': 'application/json', ...bearer, ...headers } },
        (response) => {
          response.resume();
          resolve({ status: response.statusCode, accepts: response.headers['accept-encoding'] });
        },
      );
      request.on('error', reject).end(body);
    });

  it.each(['gzip', 'br', 'GZIP', 'x-gzip', 'deflate', 'zstd', 'identity, gzip', 'gzip, identity'])(
    'is rejected with what to send instead: %s',
    async (encoding) => {
      expect(await send({ 'content-encoding': encoding })).toEqual({ status: 415, accepts: 'identity' });
    },
  );

  it.each(['identity', 'Identity', '', 'identity, identity'])(
    'is accepted where the encoding is identity: %j',
    async (encoding) => {
      expect((await send({ 'content-encoding': encoding })).status).toBe(200);
    },
  );

  it('is ignored without a body', async () => {
    expect((await send({ 'content-encoding': 'gzip' }, 'GET', '')).status).toBe(200);
  });
});

describe('a null or empty parameter', () => {
  it.each(['variables=null', 'extensions=null', 'variables=null&extensions=null'])(
    'counts as absent in a GET: %s',
    async (parameter) => {
      const response = await fetch(`${gateway.origin}/graphql?query=%7B__typename%7D&${parameter}`, {
        headers: bearer,
      });
      expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
    },
  );

  it('counts as absent for operationName in a POST', async () => {
    const response = await post({ query: '{ __typename }', operationName: '' });
    expect(await response.json()).toEqual({ data: { __typename: 'Query' } });
  });
});

it('a request with a method other than GET and POST gets 405', async () => {
  const response = await fetch(`${gateway.origin}/graphql`, { method: 'DELETE', headers: bearer });
  expect(response.status).toBe(405);
});

describe('an error of Apollo Server', () => {
  it.each<[string, () => Promise<Response>, RegExp]>([
    ['introspection', () => post({ query: '{ __schema { queryType { name } } }' }), /EXPLORE=true/],
    ['introspection of a type', () => post({ query: '{ __type(name: "Query") { name } }' }), /EXPLORE=true/],
    ['several operations', () => post([{ query: '{ __typename }' }]), /a request of its own/],
    ['an empty body', () => post({}), /send a JSON object with `query`/],
    ['an empty text', () => post({ query: '' }), /send its text as `query`/],
    ['a parsed query', () => post({ query: { kind: 'Document' } }), /not its parsed form/],
    [
      'another method',
      () =>
        fetch(`${gateway.origin}/graphql`, { method: 'PUT', headers: { 'apollo-require-preflight': '1' } }),
      /GET or POST/,
    ],
    [
      'an unknown type accepted',
      () => post({ query: '{ __typename }' }, { accept: 'text/csv' }),
      /accept one of the two/,
    ],
  ])('is replaced by a message of the gateway: %s', async (_what, ask, expected) => {
    const response = await ask();
    expect(response.status).toBeGreaterThanOrEqual(400);
    const [[code, message] = []] = await errorsOf(response);
    expect(code).toBe('BAD_USER_INPUT');
    expect(message).toMatch(expected);
    expect(message).not.toContain('Apollo Server');
  });
});

it('a query of Apollo Client, which sends its name in `extensions`, gets the same response each time', async () => {
  const body = {
    query: session,
    variables: { id: documentedSessionId },
    extensions: { clientLibrary: { name: '@apollo/client', version: '4.3.8' } },
  };
  for (let times = 0; times < 3; times += 1) {
    expect(await (await post(body, bearer)).json()).toHaveProperty('data.instagramSession.id');
  }
  for (const extensions of [[], 'a', 5])
    expect((await post({ ...body, extensions }, bearer)).status).toBe(400);
});
