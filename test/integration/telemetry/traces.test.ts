import { respondJson } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { telemetryGatewayOfTests } from '../../support/gateway/telemetry-gateway';
import { holdAnswer, until } from '../../support/onebox/held-response';
import { RawClients, rawRequest } from '../../support/clients/raw-clients';
import { spansIn } from '../../support/sent-spans';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';
const session = `query InstagramSession($id: ID!) { instagramSession(id: $id) { profile { name } } }`;

const gateway = telemetryGatewayOfTests({
  OTEL_METRICS_EXPORTER: 'otlp',
  OTEL_SERVICE_NAME: 'gateway-of-the-test',
});
const clients = new RawClients();

afterAll(() => {
  clients.destroy();
});

describe('a trace', () => {
  it.each([
    ['congo=t61rcWkgMzE', 'congo=t61rcWkgMzE'],
    ['congo=t61rcWkgMzE, rojo=00f067aa0ba902b7', 'congo=t61rcWkgMzE,rojo=00f067aa0ba902b7'],
    ['congo=a\u00e9, rojo=1', 'rojo=1'],
    ['not well formed', undefined],
  ])('forwards the tracestate %j as %j', async (tracestate, passedOn) => {
    gateway.onebox.answer = respondJson(200, documentedBody('session.200.json'));
    gateway.onebox.requests.length = 0;
    await gateway.ask(
      { query: session, variables: { id: documentedSessionId } },
      { traceparent: `00-${parentId}${parentId}-${parentId}-01`, tracestate },
    );
    const { headers } = gateway.onebox.requests[0] ?? {};
    expect(headers?.['traceparent']).toContain(`00-${parentId}${parentId}-`);
    expect(headers?.['tracestate']).toBe(passedOn);
  });

  it('forwards no tracestate without a traceparent', async () => {
    gateway.onebox.requests.length = 0;
    await gateway.ask({ query: session, variables: { id: documentedSessionId } }, { tracestate: 'congo=1' });
    expect(gateway.onebox.requests[0]?.headers).not.toHaveProperty('tracestate');
  });

  it('follows the semantic conventions from the client to Onebox, without secrets', async () => {
    gateway.onebox.answer = respondJson(200, documentedBody('session.200.json'));
    gateway.onebox.requests.length = 0;
    const headers = { traceparent: `00-${traceId}-${parentId}-01`, 'x-request-id': 'traced' };
    const body = { query: session, variables: { id: documentedSessionId } };
    await gateway.ask(body, headers);
    const sent = String(gateway.onebox.requests[0]?.headers['traceparent']);
    expect(sent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    expect(await gateway.lineOf('traced')).toMatchObject({ trace_id: traceId });
    await gateway.ask(body, { 'x-request-id': 'cached', 'cache-control': '' });
    const held = holdAnswer(respondJson(200, documentedBody('session.200.json')));
    gateway.onebox.answer = held.listener;
    gateway.onebox.requests.length = 0;
    // At once on one connection, so that the second request arrives before the call to Onebox.
    const client = clients.connect(
      gateway.origin,
      ['shared-1', 'shared-2'].map((id) => rawRequest('who-shares', id)).join(''),
    );
    await until(() => gateway.onebox.requests.length === 1);
    held.release();
    await until(() => client.received().match(/"data"/g)?.length === 2);
    gateway.onebox.answer = respondJson(503, {});
    await gateway.ask(body, { 'x-request-id': 'retried', authorization: 'Bearer who-retries' });
    gateway.process.kill('SIGTERM');
    await gateway.process.ended;

    const spans = gateway.collector.requests.flatMap(({ body }) => spansIn(body));
    const requestOf = (id: string) => spans.find(({ attributes }) => attributes['gateway.request.id'] === id);
    const callsOf = (id: string) =>
      spans.filter(({ parentSpanId }) => parentSpanId === requestOf(id)?.spanId);
    const { port } = new URL(gateway.onebox.origin);
    expect(requestOf('traced')).toMatchObject({
      name: 'query InstagramSession',
      traceId,
      parentSpanId: parentId,
      status: { code: 0 },
      attributes: {
        'http.request.method': 'POST',
        'http.route': '/graphql',
        'http.response.status_code': 200,
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'InstagramSession',
        'gateway.cache.bypasses': 1,
      },
    });
    const [call] = callsOf('traced');
    expect(call).toMatchObject({
      name: 'GET /api/instagraph/session/{id}',
      attributes: {
        'http.request.method': 'GET',
        'url.template': '/api/instagraph/session/{id}',
        'server.address': '127.0.0.1',
        'server.port': Number(port),
        'http.response.status_code': 200,
      },
    });
    expect(sent).toContain(call?.spanId);
    const [startedAt, endedAt] = [call?.startTimeUnixNano, call?.endTimeUnixNano].map(Number);
    expect(endedAt).toBeGreaterThan(startedAt ?? Infinity);
    expect(endedAt).toBeLessThan(Date.now() * 1e6);
    expect(requestOf('cached')?.attributes).toMatchObject({ 'gateway.cache.hits': 1 });
    expect(callsOf('cached')).toEqual([]);
    const [maker, sharer] = ['shared-1', 'shared-2']
      .map(requestOf)
      .sort((a, b) => (a?.links.length ?? 0) - (b?.links.length ?? 0));
    expect(sharer?.attributes).toMatchObject({ 'gateway.calls.shared': 1, 'gateway.cache.misses': 1 });
    expect(sharer?.links).toEqual([
      expect.objectContaining({ traceId: maker?.traceId, spanId: maker?.spanId }),
    ]);
    expect(requestOf('retried')).toMatchObject({
      status: { code: 2 },
      attributes: { 'error.type': 'ONEBOX_UNAVAILABLE' },
    });
    expect(callsOf('retried').map(({ attributes }) => attributes['http.request.resend_count'])).toEqual([
      undefined,
      1,
      2,
    ]);
    for (const { status, attributes } of callsOf('retried')) {
      expect(status).toMatchObject({ code: 2 });
      expect(attributes).toMatchObject({ 'error.type': '503', 'onebox.outcome': 'failed' });
    }
    const metrics = gateway.collector.requests.flatMap(({ url, body }) =>
      url === '/v1/metrics' ? metricsIn(body) : [],
    );
    const operations = metrics.find(({ name }) => name === 'gateway_operations_total')?.sum;
    expect(operations).toMatchObject({ isMonotonic: true, aggregationTemporality: 2 });
    const labels = { operation: 'InstagramSession', outcome: 'error' };
    expect(operations?.dataPoints.find((point) => isOf(point, labels))?.asDouble).toBe(1);
    const seconds = metrics.find(({ name }) => name === 'gateway_upstream_call_duration_seconds')?.histogram;
    const failed = seconds?.dataPoints.find((point) => isOf(point, { outcome: 'failed' }) && point.count > 0);
    expect(failed?.bucketCounts.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(failed?.bucketCounts).toHaveLength((failed?.explicitBounds.length ?? 0) + 1);
    const text = gateway.collector.requests.map(({ body }) => body).join();
    expect(text).toContain('gateway-of-the-test');
    expect(text).toMatch(/"service\.version","value":\{"stringValue":"\d+\.\d+\.\d+/);
    expect(text).toMatch(/"service\.instance\.id","value":\{"stringValue":"[\da-f-]{36}"/);
    expect(text).not.toContain(documentedSessionId);
    expect(text).not.toContain('some-token');
  });
});

interface SentPoint {
  attributes: { key: string; value: { stringValue: string } }[];
  asDouble: number;
  count: number;
  bucketCounts: number[];
  explicitBounds: number[];
}

interface SentMetric {
  name: string;
  sum?: { isMonotonic: boolean; aggregationTemporality: number; dataPoints: SentPoint[] };
  histogram?: { dataPoints: SentPoint[] };
}

function metricsIn(body: string): SentMetric[] {
  const { resourceMetrics } = JSON.parse(body) as {
    resourceMetrics: { scopeMetrics: { metrics: SentMetric[] }[] }[];
  };
  return resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics));
}

function isOf({ attributes }: SentPoint, labels: Record<string, string>): boolean {
  return Object.entries(labels).every(([name, text]) =>
    attributes.some(({ key, value }) => key === name && value.stringValue === text),
  );
}
