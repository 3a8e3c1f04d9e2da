import { type RequestListener } from 'node:http';

import { AuthenticateDocument, InstagramSessionDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';

const goodAnswer = respondJson(200, documentedBody('session.200.json'));
const reset: RequestListener = ({ socket }) => {
  socket.destroy();
};

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox();
});

beforeEach(async () => {
  gateway = await startGateway(onebox.origin, {}, { upstreamOptions: { breakerMinCalls: 1000 } });
  onebox.requests.length = 0;
});

afterEach(() => gateway.close());
afterAll(() => onebox.close());

const readSession = () => gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
const failFirst = (answer: RequestListener): void => {
  onebox.answer = (request, response) => {
    (onebox.requests.length === 1 ? answer : goodAnswer)(request, response);
  };
};

describe('a read is retried', () => {
  it.each<[string, RequestListener]>([
    ['a reset', reset],
    ['a 502', respondJson(502, '')],
    ['a 503', respondJson(503, '')],
    ['a 504', respondJson(504, '')],
    ['a 429 with a short Retry-After', respondJson(429, '', { 'retry-after': '0' })],
    ['a 503 with a short Retry-After', respondJson(503, '', { 'retry-after': '1' })],
  ])('after %s, without an error for the client', async (_what, answer) => {
    failFirst(answer);
    expect((await readSession()).errors).toBeUndefined();
    expect(onebox.requests).toHaveLength(2);
  });

  it('after the Retry-After of Onebox, and not before', async () => {
    failFirst(respondJson(429, '', { 'retry-after': '1' }));
    const startedAt = Date.now();
    expect((await readSession()).errors).toBeUndefined();
    expect(Date.now() - startedAt).toBeGreaterThan(900);
  });

  it('at most twice', async () => {
    onebox.answer = respondJson(503, '');
    expect((await readSession()).errors?.[0]?.extensions.reason).toBe('UPSTREAM_FAILED');
    expect(onebox.requests).toHaveLength(3);
  });

  it('within the retry budget: a tenth of all calls, and ten more', async () => {
    onebox.answer = respondJson(503, '');
    const calls = 100;
    for (let call = 0; call < calls; call += 1) await readSession();
    expect(onebox.requests.length).toBeGreaterThan(calls + 10);
    expect(onebox.requests.length).toBeLessThanOrEqual(calls + calls / 10 + 10);
  });
});

describe('a call is not retried', () => {
  it.each<[string, RequestListener]>([
    ['a 401', respondJson(401, documentedBody('error.401.expired-token.json'))],
    ['a used-up quota', respondJson(401, documentedBody('error.401.over-quota.json'))],
    ['a 500', respondJson(500, '')],
    ['a 404', respondJson(404, '')],
    ['a 429 without Retry-After', respondJson(429, '')],
    ['a 429 with a Retry-After beyond the deadline', respondJson(429, '', { 'retry-after': '30' })],
    ['a 503 with a Retry-After beyond the deadline', respondJson(503, '', { 'retry-after': '30' })],
    ['an undocumented body', respondJson(200, '{}')],
  ])('after %s', async (_what, answer) => {
    failFirst(answer);
    expect((await readSession()).errors).toHaveLength(1);
    expect(onebox.requests).toHaveLength(1);
  });

  it.each<[string, RequestListener]>([
    ['a reset', reset],
    ['a 503', respondJson(503, '')],
    ['a 429 with a short Retry-After', respondJson(429, '', { 'retry-after': '0' })],
  ])('in a mutation, after %s', async (_what, answer) => {
    failFirst(answer);
    const credentials = { email: 'jo@example.com', password: 'a-long-password', siteId: '1' };
    expect((await gateway.ask(AuthenticateDocument, credentials)).errors).toHaveLength(1);
    expect(onebox.requests).toHaveLength(1);
  });
});
