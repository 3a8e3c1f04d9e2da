import { diagnose, formatFindings } from '../../../src/cli/doctor';
import { type Finding } from '../../../src/cli/finding';
import { errorEnvelope } from '../../support/error-envelope';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { freePort } from '../../support/gateway/free-port';
import { startRedis } from '../../support/stores/redis';

const envelope = errorEnvelope(401, 'Invalid token');
let onebox: FakeOnebox;

beforeEach(async () => {
  onebox = await startFakeOnebox(respondJson(401, envelope));
});

afterEach(() => onebox.close());

const diagnoseWith = (env: Record<string, string> = {}): Promise<Finding[]> =>
  diagnose(
    { sandbox: false },
    { ONEBOX_API_URL: onebox.origin, ONEBOX_SITE: 'acme', PORT: '0', METRICS_PORT: '0', ...env },
  );
const reportWith = async (env?: Record<string, string>): Promise<string> =>
  formatFindings(await diagnoseWith(env));
const verdictsOf = (findings: Finding[]): Partial<Record<string, string>> =>
  Object.fromEntries(findings.map(({ subject, verdict }) => [subject, verdict]));

describe('doctor', () => {
  it('reports ok for everything where nothing is wrong', async () => {
    const findings = await diagnoseWith();
    // The tests run on a Node.js that is past its end of life too.
    expect(findings.filter(({ subject, verdict }) => subject !== 'node' && verdict !== 'ok')).toEqual([]);
    expect(Object.keys(verdictsOf(findings))).toEqual([
      'node',
      'configuration',
      'port',
      'onebox',
      'clock',
      'store',
      'traces',
    ]);
  });

  it('calls Onebox once, without a token', async () => {
    await diagnoseWith();
    expect(onebox.requests).toHaveLength(1);
    expect(onebox.requests[0]?.headers.authorization).toBeUndefined();
  });
});

describe('doctor on Onebox', () => {
  it.each<[string, FakeOnebox['answer']]>([
    [
      'an nginx page',
      respondJson(404, '<html><center>nginx</center></html>', { 'content-type': 'text/html; charset=utf-8' }),
    ],
    ['another JSON API', respondJson(401, { message: 'Unauthorized' })],
    ['a JSON API that has records too', respondJson(200, { records: [{ id: 1, name: 'canary' }] })],
    ['a redirect', respondJson(302, '', { location: 'https://canary.example/login' })],
    ['an empty 200', respondJson(200, '')],
  ])('reports an error where the server responds with %s', async (_what, answer) => {
    onebox.answer = answer;
    const report = await reportWith();
    expect(report).toMatch(
      /^error {3}onebox: .*without the error envelope of Onebox\. Check .*ONEBOX_API_URL/m,
    );
    expect(report).not.toContain('canary');
  });

  it('says which setting to check when Onebox cannot be reached', async () => {
    await onebox.close();
    expect(await reportWith()).toMatch(/^error {3}onebox: .*ECONNREFUSED.*ONEBOX_API_URL/m);
    onebox = await startFakeOnebox();
  });

  it('reports a warning when Onebox fails', async () => {
    onebox.answer = respondJson(503, errorEnvelope(503, 'maintenance'));
    expect(verdictsOf(await diagnoseWith())).toMatchObject({ onebox: 'warning', clock: 'ok' });
  });

  it.each([-3600, 3600])('reports a clock that is %d seconds off', async (seconds) => {
    const date = new Date(Date.now() + seconds * 1000).toUTCString();
    onebox.answer = respondJson(401, envelope, { date });
    expect(await reportWith()).toMatch(
      /^error {3}clock: it differs from Onebox's by (?:3599|3600|3601) s.*NTP/m,
    );
  });
});

describe('doctor on the store', () => {
  it('reports ok where an entry can be written and read', async () => {
    const redis = await startRedis();
    const findings = await diagnoseWith({ CACHE_URL: redis.url, CACHE_SECRET: 's'.repeat(32) });
    await redis.stop();
    expect(verdictsOf(findings)).toMatchObject({ configuration: 'ok', store: 'ok' });
  });
});

describe('doctor on traces', () => {
  it('reports ok where the endpoint accepts an export', async () => {
    const collector = await startFakeOnebox(respondJson(200, {}));
    const findings = await diagnoseWith({ OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.origin}/` });
    await collector.close();
    expect(verdictsOf(findings)).toMatchObject({ traces: 'ok' });
    expect(collector.requests.map(({ method, url }) => `${method} ${url}`)).toEqual(['POST /v1/traces']);
  });

  it('reports an error where the endpoint cannot be reached, without its path', async () => {
    const endpoint = `http://user:canary@127.0.0.1:${await freePort()}/canary`;
    const report = await reportWith({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    expect(report).toMatch(/^error {3}traces: .*ECONNREFUSED.*Check OTEL_EXPORTER_OTLP_ENDPOINT/m);
    expect(report).not.toContain('canary');
  });

  it('reports a warning where the endpoint rejects an export', async () => {
    const report = await reportWith({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${onebox.origin}/v1/traces` });
    expect(report).toMatch(/^warning traces: .* 401 .*Check OTEL_EXPORTER_OTLP_TRACES_ENDPOINT/m);
  });
});
