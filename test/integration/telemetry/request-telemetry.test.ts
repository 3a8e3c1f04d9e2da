import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { freePort } from '../../support/gateway/free-port';
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway/gateway-process';

const session = `query InstagramSession($id: ID!) { instagramSession(id: $id) { profile { name } } }`;

let onebox: FakeOnebox;
let collector: FakeOnebox;
let gateway: GatewayProcess;
let origin: string;
let metricsOrigin: string;

beforeAll(async () => {
  onebox = await startFakeOnebox();
  collector = await startFakeOnebox(respondJson(200, {}));
  const metricsPort = await freePort();
  metricsOrigin = `http://127.0.0.1:${metricsPort}`;
  gateway = startGatewayProcess([], {
    PORT: '0',
    METRICS_PORT: String(metricsPort),
    ONEBOX_API_URL: onebox.origin,
    SHUTDOWN_DELAY_MS: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
  });
  [, origin = ''] = await gateway.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
});

afterAll(async () => {
  gateway.kill('SIGKILL');
  await gateway.ended;
  await onebox.close();
  await collector.close();
});

async function ask(body: object, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-cache',
      authorization: 'Bearer some-token',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return response.text();
}

async function lineOf(requestId: string): Promise<Record<string, unknown>> {
  const [line] = await gateway.saw(new RegExp(`^.*"requestId":"${requestId}".*"msg":"request".*$`, 'm'));
  return JSON.parse(line) as Record<string, unknown>;
}

const metrics = async (): Promise<string> => (await fetch(`${metricsOrigin}/metrics`)).text();

describe('an operation', () => {
  it('has one line in the log', async () => {
    onebox.answer = respondJson(200, documentedBody('session.200.json'));
    await ask({ query: session, variables: { id: documentedSessionId } }, { 'x-request-id': 'one-line' });
    const line = await lineOf('one-line');
    expect(line).toEqual({
      level: 30,
      time: expect.any(String) as string,
      requestId: 'one-line',
      method: 'POST',
      route: '/graphql',
      status: 200,
      operation: 'InstagramSession',
      outcome: 'ok',
      upstreamCalls: 1,
      caller: expect.stringMatching(/^[\w-]{12}$/) as string,
      durationMs: expect.any(Number) as number,
      trace_id: expect.stringMatching(/^[\da-f]{32}$/) as string,
      msg: 'request',
    });
  });

  it('has its error codes in its log line', async () => {
    onebox.answer = respondJson(401, documentedBody('error.401.over-quota.json'));
    await ask(
      { query: session, variables: { id: documentedSessionId } },
      { 'x-request-id': 'failed', authorization: 'Bearer another-token' },
    );
    expect(await lineOf('failed')).toMatchObject({ outcome: 'error', codes: ['RATE_LIMITED'] });
  });

  it('has the same caller in its log line for the same token only', async () => {
    const callerOf = async (id: string, token: string): Promise<unknown> => {
      await ask({ query: '{ instagramAuthUrl }' }, { 'x-request-id': id, authorization: `Bearer ${token}` });
      return (await lineOf(id))['caller'];
    };
    const caller = await callerOf('caller-1', 'some-token');
    expect(await callerOf('caller-2', 'some-token')).toBe(caller);
    expect(await callerOf('caller-3', 'other-token')).not.toBe(caller);
  });

  it('is counted by name and outcome, and its errors by code and reason', async () => {
    onebox.answer = respondJson(404, {});
    await ask({ query: session, variables: { id: documentedSessionId } });
    await ask({ query: '{ nonsense' });
    const text = await metrics();
    expect(text).toMatch(/^gateway_operations_total\{operation="InstagramSession",outcome="ok"\} 1$/m);
    expect(text).toMatch(/^gateway_operations_total\{operation="none",outcome="error"\} 1$/m);
    expect(text).toMatch(/^gateway_errors_total\{code="NOT_FOUND",reason="SESSION_NOT_FOUND"\} 1$/m);
    expect(text).toMatch(
      /^gateway_upstream_call_duration_seconds_count\{endpoint="GET \/api\/instagraph\/session\/\{id\}",outcome="session-not-found"\} 1$/m,
    );
  });

  it('has the same log line on the fast path', async () => {
    onebox.answer = respondJson(200, documentedBody('session.200.json'));
    const query = session.replace('InstagramSession(', 'Again(');
    for (const id of ['again-1', 'again-2', 'again-3']) {
      await ask({ query, variables: { id: documentedSessionId } }, { 'x-request-id': id });
      expect(await lineOf(id)).toMatchObject({ operation: 'Again', outcome: 'ok', upstreamCalls: 1 });
    }
    expect(await metrics()).toMatch(/^gateway_operations_total\{operation="Again",outcome="ok"\} 3$/m);
  });

  it('has its client in its log line, and as a label for an accepted caller', async () => {
    onebox.answer = respondJson(200, documentedBody('session.200.json'));
    const clientOf = async (id: string, extensions: object, headers: Record<string, string>) => {
      await ask(
        { query: session, variables: { id: documentedSessionId }, extensions },
        { 'x-request-id': id, ...headers },
      );
      const { client, clientVersion } = await lineOf(id);
      return [client, clientVersion];
    };
    const named = { 'apollographql-client-name': 'admin', 'apollographql-client-version': '2.1.0' };
    const library = { clientLibrary: { name: '@apollo/client', version: '4.3.8' } };
    expect(await clientOf('client-1', library, named)).toEqual(['admin', '2.1.0']);
    expect(await clientOf('client-2', library, {})).toEqual(['@apollo/client', '4.3.8']);
    expect(await clientOf('client-3', {}, { 'apollographql-client-name': 'a@b.example' })).toEqual([
      'other',
      'none',
    ]);
    expect(await metrics()).toMatch(
      /^gateway_client_operations_total\{client="admin",version="2\.1\.0",outcome="ok"\} 1$/m,
    );
  });

  it('has the label other for an invented name or client of an unaccepted caller', async () => {
    const series = async (): Promise<number> =>
      [...(await metrics()).matchAll(/^gateway_(?:client_)?operations_total/gm)].length;
    const before = await series();
    for (let i = 0; i < 120; i += 1) {
      await ask(
        { query: `query Name${i} { instagramAuthUrl }` },
        { authorization: `Bearer made-up-${i}`, 'apollographql-client-name': `client-${i}` },
      );
    }
    onebox.answer = respondJson(401, documentedBody('error.401.expired-token.json'));
    await ask(
      { query: session.replace('Instagram', 'Refused'), variables: { id: documentedSessionId } },
      { authorization: 'Bearer refused' },
    );
    expect(await series()).toBe(before);
  });

  it('has a label for its name up to the maximum of a caller', async () => {
    onebox.answer = respondJson(200, documentedBody('session.200.json'));
    const variables = { id: documentedSessionId };
    for (let i = 0; i < 40; i += 1) {
      const query = session.replace('InstagramSession(', `Mine${i}(`);
      await ask({ query, variables }, { authorization: 'Bearer of-many-names' });
    }
    await ask({ query: session.replace('InstagramSession(', 'Yours('), variables });
    const text = await metrics();
    expect(text).toMatch(/^gateway_operations_total\{operation="Yours",outcome="ok"\} 1$/m);
    expect(text.match(/^gateway_operations_total\{operation="Mine\d+"/gm)).toHaveLength(25);
  });
});

describe('a failure of Onebox', () => {
  const token = (claims: object): string =>
    `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;

  it('logs endpoint, status, attempt, caller, site and operation, without a stack', async () => {
    onebox.answer = respondJson(503, {});
    await ask(
      { query: session, variables: { id: documentedSessionId } },
      { 'x-request-id': 'failing', authorization: `Bearer ${token({ sid: '169' })}` },
    );
    const [line] = await gateway.saw(/^.*"level":40.*"requestId":"failing".*$/m);
    expect(JSON.parse(line)).toEqual({
      level: 40,
      time: expect.any(String) as string,
      requestId: 'failing',
      trace_id: expect.stringMatching(/^[\da-f]{32}$/) as string,
      caller: expect.stringMatching(/^[\w-]{12}$/) as string,
      siteId: '169',
      operation: 'InstagramSession',
      endpoint: 'GET /api/instagraph/session/{id}',
      status: 503,
      attempt: 3,
      durationMs: expect.any(Number) as number,
      errors: 1,
      err: expect.objectContaining({ type: 'OneboxError', kind: 'failed' }) as object,
      msg: 'Onebox did not respond as documented',
    });
    expect(line).not.toContain('frames');
  });

  it('logs the cause where there was no response', async () => {
    onebox.answer = ({ socket }) => socket.destroy();
    const authorization = `Bearer ${token({ sid: 'a-secret' })}`;
    await ask(
      { query: session, variables: { id: documentedSessionId } },
      { 'x-request-id': 'broken', authorization },
    );
    const [line] = await gateway.saw(/^.*"level":40.*"requestId":"broken".*$/m);
    expect(JSON.parse(line)).toMatchObject({ attempt: 3, err: { kind: 'unreachable', cause: {} } });
    expect(line).not.toMatch(/"status"|"siteId"|"frames"/);
  });
});
