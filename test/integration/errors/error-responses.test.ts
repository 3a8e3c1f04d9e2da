import { InstagramSessionDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { type Answer, startGateway, type TestGateway } from '../../support/gateway/gateway';
import { holdAnswer, until } from '../../support/onebox/held-response';
import { rawAnswer } from '../../support/clients/raw-response';

const accept = 'application/graphql-response+json, application/json;q=0.9';
const goodAnswer = respondJson(200, documentedBody('session.200.json'));

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox(goodAnswer);
  gateway = await startGateway(
    onebox.origin,
    { MAX_REQUESTS: '1', RATE_LIMIT_CALLER: '1', RATE_LIMIT_SIGN_IN_ACCOUNT: '1' },
    { server: { clientTimeoutMs: 600 } },
  );
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = goodAnswer;
});

afterAll(async () => {
  await gateway.close();
  await onebox.close();
});

const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${gateway.origin}/graphql`, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

const session = (caller: string): Promise<Response> =>
  post(
    { query: InstagramSessionDocument.toString(), variables: { id: documentedSessionId } },
    { authorization: `Bearer ${caller}` },
  );

const expectError = async (response: Response, status: number, code: string): Promise<void> => {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/graphql-response+json; charset=utf-8');
  const { errors } = (await response.json()) as Answer<unknown>;
  expect(errors?.[0]?.extensions).toMatchObject({ code, requestId: response.headers.get('x-request-id') });
};

describe('an error response to a client that prefers application/graphql-response+json', () => {
  it.each<[string, () => Promise<Response>, number, string]>([
    ['404', () => fetch(`${gateway.origin}/other`, { headers: { accept } }), 404, 'NOT_FOUND'],
    ['413', () => post({ query: ' '.repeat(300_000) }), 413, 'BAD_USER_INPUT'],
    ['415', () => post('query=x', { 'content-type': 'text/plain' }), 415, 'BAD_USER_INPUT'],
    ['400 for a body that is not JSON', () => post('{'), 400, 'BAD_USER_INPUT'],
    [
      '400 for an operation over a limit',
      () => post({ query: `{ ${Array.from({ length: 60 }, (_, n) => `a${n}: __typename`).join(' ')} }` }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      '400 for variables over a limit',
      () => post({ query: '{ __typename }', variables: { a: Array(6000).fill(0) } }),
      400,
      'BAD_USER_INPUT',
    ],
    ['400 for a syntax error', () => post({ query: '{' }), 400, 'BAD_USER_INPUT'],
    ['400 for an unknown field', () => post({ query: '{ nothing }' }), 400, 'BAD_USER_INPUT'],
    [
      '400 for an address that cannot be decoded',
      () => fetch(`${gateway.origin}/%zz`, { headers: { accept } }),
      400,
      'BAD_USER_INPUT',
    ],
    [
      '405',
      () =>
        fetch(`${gateway.origin}/graphql`, {
          method: 'DELETE',
          headers: { accept, 'x-apollo-operation-name': 'a' },
        }),
      405,
      'BAD_USER_INPUT',
    ],
  ])('has that type: %s', async (_which, ask, status, code) => {
    await expectError(await ask(), status, code);
  });

  it('has that type: 429 for a caller over its rate limit', async () => {
    const responses = [await session('limited'), await session('limited'), await session('limited')];
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const response of refused) await expectError(response, 429, 'RATE_LIMITED');
  });

  it('has that type: 429 for sign-ins that failed too often', async () => {
    onebox.answer = respondJson(401, documentedBody('authenticate.401.refused.json'));
    const signIn = (): Promise<Response> =>
      post({ query: 'mutation { authenticate(email: "a@b.id", password: "c", siteId: 1) { token } }' });
    const responses = [await signIn(), await signIn(), await signIn()];
    const refused = responses.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    for (const response of refused) await expectError(response, 429, 'RATE_LIMITED');
  });

  it('has that type: 503 for a request beyond MAX_REQUESTS', async () => {
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const admitted = session('a');
    await until(() => onebox.requests.length === 1);
    await expectError(await session('b'), 503, 'OVERLOADED');
    held.release();
    await admitted;
  });

  it.each([
    [
      '431',
      `POST /graphql HTTP/1.1\r\nhost: x\r\nAccept: ${accept}\r\nx-long: ${'y'.repeat(20_000)}\r\n\r\n`,
    ],
    ['400', `POST /graphql HTTP/1.1\r\nAccept: ${accept}\r\nhost : x\r\n\r\n`],
    ['405', `CONNECT a:1 HTTP/1.1\r\nhost: x\r\naccept: ${accept}\r\n\r\n`],
    [
      '408',
      `POST /graphql HTTP/1.1\r\nhost: x\r\naccept: ${accept}\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{`,
    ],
    ['400', `GET /graphql HTTP/1.1\r\naccept: ${accept}\r\nhost: a b\r\nconnection: close\r\n\r\n`],
  ])('has that type where the request is not valid HTTP: %s', async (status, bytes) => {
    const response = await rawAnswer(gateway.origin, bytes);
    expect(response).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(response).toContain('\r\ncontent-type: application/graphql-response+json; charset=utf-8\r\n');
    expect(response).toContain('"code":"BAD_USER_INPUT"');
  });
});

it('an error response is application/json for a client without an Accept header', async () => {
  const response = await rawAnswer(
    gateway.origin,
    'GET /other HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
  );
  expect(response).toContain('\r\ncontent-type: application/json; charset=utf-8\r\n');
});
