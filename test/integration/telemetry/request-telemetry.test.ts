import { operationsOfSchema } from '../../../src/server/telemetry/operation-names';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { freePort } from '../../support/gateway/free-port';
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway/gateway-process';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';
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
    CACHE_TTL_SECONDS: '0',
    SHUTDOWN_DELAY_MS: '0',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.origin,
    OTEL_SERVICE_NAME: 'gateway-of-the-test',
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
    headers: { 'content-type': 'application/json', authorization: 'Bearer some-token', ...headers },
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
      msg: 'request',
    });
  });

  it('that fails says in its line with which codes', async () => {
    onebox.answer = respondJson(401, documentedBody('error.401.over-quota.json'));
    await ask(
      { query: session, variables: { id: documentedSessionId } },
      { 'x-request-id': 'failed', authorization: 'Bearer another-token' },
    );
    expect(await lineOf('failed')).toMatchObject({ outcome: 'error', codes: ['RATE_LIMITED'] });
  });

  it('has the same caller in its line for the same token, and another for another', async () => {
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
    await ask({ query: 'query Mine { instagramAuthUrl }' });
    await ask({ query: '{ nonsense' });
    const text = await metrics();
    expect(text).toMatch(/^gateway_operations_total\{operation="Mine",outcome="ok"\} 1$/m);
    expect(text).toMatch(/^gateway_operations_total\{operation="none",outcome="error"\} 1$/m);
    expect(text).toMatch(/^gateway_errors_total\{code="NOT_FOUND",reason="SESSION_NOT_FOUND"\} 1$/m);
    expect(text).toMatch(
      /^gateway_upstream_call_duration_seconds_count\{endpoint="GET \/api\/instagraph\/session\/\{id\}",outcome="session-not-found"\} 1$/m,
    );
  });

  it('is observed alike when it is asked again, and need not be parsed any more', async () => {
    onebox.answer = respondJson(200, documentedBody('session.200.json'));
    const query = session.replace('InstagramSession(', 'Again(');
    for (const id of ['again-1', 'again-2', 'again-3']) {
      await ask({ query, variables: { id: documentedSessionId } }, { 'x-request-id': id });
      expect(await lineOf(id)).toMatchObject({ operation: 'Again', outcome: 'ok', upstreamCalls: 1 });
    }
    expect(await metrics()).toMatch(/^gateway_operations_total\{operation="Again",outcome="ok"\} 3$/m);
  });

  it('cannot make labels without end', async () => {
    for (let i = 0; i < 150; i += 1) await ask({ query: `query Name${i} { instagramAuthUrl }` });
    await ask({ query: `query ${'N'.repeat(40)} { instagramAuthUrl }` });
    const names = [...(await metrics()).matchAll(/^gateway_operations_total\{operation="(\w+)"/gm)];
    expect(new Set(names.map(([, name]) => name)).size).toBeLessThanOrEqual(
      100 + operationsOfSchema().size + 2,
    );
    expect(await metrics()).not.toContain('NNNN');
  });
});

describe('a trace', () => {
  it.each([
    ['congo=t61rcWkgMzE', 'congo=t61rcWkgMzE'],
    ['congo=t61rcWkgMzE, rojo=00f067aa0ba902b7', 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7'],
    ['congo=a\u00e9, rojo=1', 'rojo=1'],
    ['not well formed', undefined],
  ])('passes on the tracestate %j as %j', async (tracestate, passedOn) => {
    onebox.answer = respondJson(200, documentedBody('session.200.json'));
    onebox.requests.length = 0;
    await ask(
      { query: session, variables: { id: documentedSessionId } },
      { traceparent: `00-${parentId}${parentId}-${parentId}-01`, tracestate },
    );
    const { headers } = onebox.requests[0] ?? {};
    expect(headers?.['traceparent']).toContain(`00-${parentId}${parentId}-`);
    expect(headers?.['tracestate']).toBe(passedOn);
  });

  it('passes on no tracestate that comes without a trace', async () => {
    onebox.requests.length = 0;
    await ask({ query: session, variables: { id: documentedSessionId } }, { tracestate: 'congo=1' });
    expect(onebox.requests[0]?.headers).not.toHaveProperty('tracestate');
  });

  it('leads from the caller to Onebox, and tells no secret', async () => {
    onebox.answer = respondJson(200, documentedBody('session.200.json'));
    onebox.requests.length = 0;
    await ask(
      { query: session, variables: { id: documentedSessionId } },
      { traceparent: `00-${traceId}-${parentId}-01`, 'x-request-id': 'traced' },
    );
    const sent = String(onebox.requests[0]?.headers['traceparent']);
    expect(sent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    gateway.kill('SIGTERM');
    await gateway.ended;

    const spans = collector.requests
      .flatMap(({ body }) => spansIn(body))
      .filter((span) => span.traceId === traceId);
    const operation = spans.find(({ name }) => name === 'InstagramSession');
    const call = spans.find(({ name }) => name === 'GET /api/instagraph/session/{id}');
    expect(operation?.parentSpanId).toBe(parentId);
    expect(call?.parentSpanId).toBe(operation?.spanId);
    expect(sent).toContain(call?.spanId);
    const [startedAt, endedAt] = [call?.startTimeUnixNano, call?.endTimeUnixNano].map(Number);
    expect(endedAt).toBeGreaterThan(startedAt ?? Infinity);
    expect(endedAt).toBeLessThan(Date.now() * 1e6);
    const text = collector.requests.map(({ body }) => body).join();
    expect(text).toContain('gateway-of-the-test');
    expect(text).not.toContain(documentedSessionId);
    expect(text).not.toContain('some-token');
  });
});

interface SentSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  name: string;
}

function spansIn(body: string): SentSpan[] {
  const { resourceSpans } = JSON.parse(body) as {
    resourceSpans: { scopeSpans: { spans: SentSpan[] }[] }[];
  };
  return resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans));
}
