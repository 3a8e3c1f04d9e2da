import { startApp } from '../../../src/app';
import { loadConfig } from '../../../src/config/config';
import { listMetrics } from '../../../src/server/telemetry/metrics/metrics-list';
import { failingSessions } from '../../../src/sandbox/failures/failing-sessions';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox';
import { version } from '../../../src/version';

type App = Awaited<ReturnType<typeof startApp>>;

const start = (settings: Record<string, string>): Promise<App> =>
  startApp(loadConfig({ sandbox: false }, { PORT: '0', LOG_LEVEL: 'silent', ...settings }));

const pageOf = async ({ metricsOrigin }: App): Promise<string> =>
  (await fetch(`${String(metricsOrigin)}/metrics`)).text();

describe('the metrics', () => {
  it('are on a port of their own, and count requests by status', async () => {
    const app = await start({ METRICS_PORT: '0' });
    await fetch(`${app.origin}/nowhere`);
    const page = await fetch(`${String(app.metricsOrigin)}/metrics`);
    expect(page.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await page.text()).toContain('gateway_http_requests_total{status="404"} 1\n');
    expect((await fetch(`${app.origin}/metrics`)).status).toBe(404);
    await app.close();
  });

  it('are not served without METRICS_PORT', async () => {
    const app = await start({});
    expect(app.metricsOrigin).toBeUndefined();
    await app.close();
  });

  it('have the versions of the gateway and of Node.js', async () => {
    const app = await start({ METRICS_PORT: '0' });
    expect(await pageOf(app)).toContain(
      `gateway_build_info{version="${version}",node="${process.versions.node}"} 1\n`,
    );
    await app.close();
  });
});

describe('a counter', () => {
  let sandbox: Sandbox;
  let app: App;

  beforeAll(async () => {
    sandbox = await startSandbox({ host: '127.0.0.1', port: 0 });
    app = await start({ METRICS_PORT: '0', ONEBOX_API_URL: sandbox.origin, ONEBOX_TIMEOUT_MS: '500' });
  });

  afterAll(async () => {
    await app.close();
    await sandbox.close();
  });

  const post = (body: object, authorization = `Bearer ${sandbox.issueToken()}`): Promise<Response> =>
    fetch(`${app.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify(body),
    });

  /** The series of the gateway's counters, and those that are not 0. */
  async function countersOf(): Promise<{ all: string[]; counted: string[] }> {
    const counters = (await listMetrics()).filter(({ type }) => type === 'counter').map(({ name }) => name);
    const lines = (await pageOf(app))
      .split('\n')
      .filter((line) => counters.includes(/^\w*/.exec(line)?.[0] ?? ''));
    expect(new Set(lines.map((line) => /^\w*/.exec(line)?.[0]))).toEqual(new Set(counters));
    const seriesOf = (some: string[]): string[] => some.map((line) => line.slice(0, line.lastIndexOf(' ')));
    return { all: seriesOf(lines), counted: seriesOf(lines.filter((line) => !line.endsWith(' 0'))) };
  }

  it('has a series at 0 for each known label value', async () => {
    const fresh = await countersOf();
    expect(fresh.counted).toEqual([]);
    const query = 'query InstagramSession($id: ID!) { instagramSession(id: $id) { profile { name } } }';
    await Promise.all(failingSessions.map(({ sessionId: id }) => post({ query, variables: { id } })));
    await post({ query, variables: { id: 'no session id' } });
    await post({ query, variables: {} }, 'Basic none');
    await post({ query: '{ nonsense' });
    await post({ query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a' } } });
    await fetch(`${app.origin}/nowhere`);
    await fetch(`${app.origin}/graphql?query={__typename}`, { method: 'PUT' });
    const later = await countersOf();
    expect(later.counted.length).toBeGreaterThan(20);
    expect(later.all.filter((series) => !fresh.all.includes(series))).toEqual([]);
  });
});
