import { decode, sign } from 'jsonwebtoken';

import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { documentedBody, documentedSession, documentedSessionId } from '../../support/fixtures';

const startedAt = new Date('2026-01-01T00:00:00Z');

let now: Date;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ host: '127.0.0.1', port: 0, now: () => now });
});

afterAll(() => sandbox.close());

beforeEach(() => {
  now = startedAt;
});

const credentialsAsJson = '{"email":"demo@example.com","password":"sandbox","siteId":"169"}';
const anyText: unknown = expect.any(String);

const json = (name: string): unknown => JSON.parse(documentedBody(name));

const authenticate = (fields: Record<string, string>): Promise<Response> =>
  fetch(`${sandbox.origin}/api/authenticate`, { method: 'POST', body: new URLSearchParams(fields) });

const get = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${sandbox.origin}${path}`, { redirect: 'manual', ...init });

const getSession = (id: string, authorization = `Bearer ${sandbox.issueToken()}`): Promise<Response> =>
  get(`/api/instagraph/session/${id}`, { headers: { authorization } });

describe('POST /api/authenticate of the sandbox', () => {
  it('returns a token with the documented claims and a lifetime of 15 minutes', async () => {
    const response = await authenticate(sandbox.credentials);
    expect(response.status).toBe(200);
    const body = (await response.json()) as { token: string };
    expect(body).toEqual({ response_code: '200', response_status: 'Success', token: anyText });
    const iat = startedAt.getTime() / 1000;
    expect(decode(body.token, { complete: true })).toMatchObject({
      header: { typ: 'JWT', alg: 'HS256' },
      payload: {
        iss: 'onecloud.ciptadrasoft.net',
        sub: '55',
        exp: iat + 900,
        nbf: iat,
        iat,
        jti: anyText,
        sid: sandbox.credentials.siteId,
      },
    });
    expect((await getSession(sandbox.sessionId, `Bearer ${body.token}`)).status).toBe(200);
    expect(sandbox.credentials).toEqual(JSON.parse(credentialsAsJson));
  });

  it('returns a token with exactly the claims of the documented one', () => {
    const documented = json('authenticate.200.json') as { token: string };
    const claims = (token: string): string[] => Object.keys(decode(token) as object);
    expect(claims(sandbox.issueToken())).toEqual(claims(documented.token));
  });

  it('rejects another site with the documented text', async () => {
    const response = await authenticate({ ...sandbox.credentials, siteId: '1691' });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(json('authenticate.401.refused.json'));
  });

  it.each([
    ['a wrong e-mail address', { email: 'other@example.com' }],
    ['a wrong password', { password: 'guess' }],
    ['an empty password', { password: '' }],
  ])('rejects %s', async (_what, wrong) => {
    const response = await authenticate({ ...sandbox.credentials, ...wrong });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      records: { errorCode: '401', userMessage: 'you are not authorized to log into this site 169' },
    });
  });

  it('rejects a missing password', async () => {
    const { email, siteId } = sandbox.credentials;
    expect((await authenticate({ email, siteId })).status).toBe(401);
  });

  it.each([
    ['its credentials as JSON', { body: credentialsAsJson, headers: { 'content-type': 'application/json' } }],
    ['broken JSON', { body: '{', headers: { 'content-type': 'application/json' } }],
    ['nothing', {}],
  ])('rejects a client that sends %s, since only form fields are read', async (_what, init) => {
    const response = await get('/api/authenticate', { method: 'POST', ...init });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      records: { errorCode: '401', userMessage: 'you are not authorized to log into this site' },
    });
  });
});

describe('GET /api/instagraph/session/{id} of the sandbox', () => {
  it('returns the documented session from the start', async () => {
    expect(sandbox.sessionId).toBe(documentedSessionId);
    const response = await getSession(documentedSessionId);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(documentedSession());
  });

  it('accepts a token for 15 minutes, then returns the documented error', async () => {
    const token = `Bearer ${sandbox.issueToken()}`;
    now = new Date(startedAt.getTime() + 899_000);
    expect((await getSession(documentedSessionId, token)).status).toBe(200);
    now = new Date(startedAt.getTime() + 900_000);
    const response = await getSession(documentedSessionId, token);
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual(json('error.401.expired-token.json'));
  });

  it('rejects a token that it did not issue', async () => {
    const foreign = sign({ sub: '55', sid: '169' }, 'another secret');
    const unsigned = sign({ sub: '55', sid: '169' }, '', { algorithm: 'none' });
    const anotherScheme = `Basic ${sandbox.issueToken()}`;
    for (const header of [
      '',
      'Bearer',
      'Bearer x',
      `Bearer ${foreign}`,
      `Bearer ${unsigned}`,
      anotherScheme,
    ]) {
      const response = await getSession(documentedSessionId, header);
      expect(response.status).toBe(401);
      expect(await response.json()).toEqual({
        _meta: { status: 'ERROR', count: 1 },
        records: {
          errorCode: 401,
          userMessage: 'Invalid token',
          devMessage: null,
          more: null,
          applicationCode: null,
        },
      });
    }
  });

  it('rejects a token of another sandbox', async () => {
    const other = await startSandbox({ host: '127.0.0.1', port: 0, now: () => now });
    const response = await getSession(documentedSessionId, `Bearer ${other.issueToken()}`);
    await other.close();
    expect(response.status).toBe(401);
  });

  it('returns an error for an unknown session', async () => {
    const response = await getSession('bm9uZQ==');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      records: { errorCode: 404, userMessage: 'session not found' },
    });
  });

  it('returns an error envelope for an unknown path', async () => {
    for (const path of ['/api/nothing', '/instagraph/nothing']) {
      const response = await get(path);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ records: { errorCode: 404, userMessage: 'not found' } });
    }
  });

  it('returns an error envelope for an invalid address', async () => {
    const response = await get('/api/instagraph/session/%zz');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ records: { errorCode: 400 } });
  });
});
