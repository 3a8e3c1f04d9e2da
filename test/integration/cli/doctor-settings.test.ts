import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { diagnose, formatFindings } from '../../../src/cli/doctor';
import { errorEnvelope } from '../../support/error-envelope';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { freePort } from '../../support/gateway/free-port';
import { startGateway } from '../../support/gateway/gateway';

let onebox: FakeOnebox;

beforeAll(async () => {
  onebox = await startFakeOnebox(respondJson(401, errorEnvelope(401, 'Invalid token')));
});

afterAll(() => onebox.close());

const reportWith = async (env: Record<string, string>, sandbox = false): Promise<string> =>
  formatFindings(
    await diagnose(
      { sandbox },
      {
        ...(sandbox ? { SANDBOX_PORT: '0' } : { ONEBOX_API_URL: onebox.origin, METRICS_PORT: '0' }),
        ONEBOX_SITE: 'acme',
        PORT: '0',
        ...env,
      },
    ),
  );
// Not those of Node.js itself: the tests run on one that is past its end of life too.
const problemsOf = (report: string): string[] => report.match(/^(?:warning|error) +(?!node:).*$/gm) ?? [];

describe('doctor on settings', () => {
  it('reports every invalid value, and no secret', async () => {
    const report = await reportWith({ PORT: 'any', LOG_LEVEL: 'verbose', CACHE_SECRET: 'canary' });
    expect(report).toMatch(/^error {3}configuration: PORT: write .*, not "any"/m);
    expect(report).toMatch(/^error {3}configuration: LOG_LEVEL: write .*, not "verbose"/m);
    expect(report).toMatch(/^error {3}configuration: CACHE_SECRET: write at least 32 characters/m);
    expect(report).not.toContain('canary');
  });

  it.each(['http://[canary', 'https://canary:port'])(
    'reports the OTLP endpoint %s as invalid',
    async (url) => {
      expect(problemsOf(await reportWith({ OTEL_EXPORTER_OTLP_ENDPOINT: url }))).toEqual([
        expect.stringContaining('error   configuration: OTEL_EXPORTER_OTLP_ENDPOINT: write an http or https'),
      ]);
    },
  );

  it.each([{}, { PORT: 'any' }])('reports an unknown name with the nearest, beside %j', async (env) => {
    const report = await reportWith({ CACHE_TTL: 'canary', ...env });
    expect(report).toContain(
      'warning configuration: CACHE_TTL is no setting. Did you mean CACHE_TTL_SECONDS?\n',
    );
    expect(report).not.toContain('canary');
  });

  it.each<[string, Record<string, string>]>([
    ['EXPLORE', { EXPLORE: 'true', HOST: '0.0.0.0', TRUST_PROXY: '10.0.0.0/8' }],
    ['REVEAL_ACCESS_TOKENS', { REVEAL_ACCESS_TOKENS: 'true', HOST: '0.0.0.0', TRUST_PROXY: '10.0.0.0/8' }],
    ['TRUST_PROXY', { HOST: '0.0.0.0' }],
    ['CACHE_SECRET', { CACHE_URL: 'redis://127.0.0.1:1', CACHE_TTL_SECONDS: '0' }],
    ['ONEBOX_SITE', { ONEBOX_SITE: '' }],
    ['METRICS_PORT', { METRICS_PORT: '' }],
  ])('warns of %s alone, given %j', async (name, env) => {
    expect(problemsOf(await reportWith(env))).toEqual([
      expect.stringMatching(new RegExp(`^warning configuration: .*Set (?:it|${name})\\b`)),
    ]);
  });

  it.each<Record<string, string>>([
    { EXPLORE: 'true', REVEAL_ACCESS_TOKENS: 'true' },
    { ONEBOX_SITE: '', ONEBOX_ENV: 'DEVELOPMENT' },
    { ONEBOX_SITE: '', ONEBOX_SITE_URL: 'https://acme.example' },
  ])('warns of nothing, given %j', async (env) => {
    expect(problemsOf(await reportWith(env))).toEqual([]);
  });
});

describe('doctor on manifests', () => {
  const manifest = join(__dirname, '..', '..', 'generated', 'persisted-documents.json');

  it.each([
    ['enforce', 'error'],
    ['off', 'warning'],
  ])('reports a missing manifest with PERSISTED_OPERATIONS=%s as %s', async (mode, verdict) => {
    const [problem] = problemsOf(
      await reportWith({
        PERSISTED_OPERATIONS: mode,
        PERSISTED_OPERATIONS_FILES: `${manifest},/missing.json`,
      }),
    );
    expect(problem).toContain('/missing.json cannot be read: ENOENT. Correct the path');
    expect(problem?.split(' ')[0]).toBe(verdict);
  });

  it('reports a manifest that is read with PERSISTED_OPERATIONS=enforce, and ignored without', async () => {
    const env = { PERSISTED_OPERATIONS_FILES: manifest };
    expect(await reportWith({ PERSISTED_OPERATIONS: 'enforce', ...env })).toContain('ok      manifests: 1 ');
    expect(await reportWith(env)).toContain('warning manifests: PERSISTED_OPERATIONS_FILES is set, but ');
  });

  it('reports a warning where PERSISTED_OPERATIONS=enforce has no manifest of a client', async () => {
    expect(problemsOf(await reportWith({ PERSISTED_OPERATIONS: 'enforce' }))).toEqual([
      expect.stringMatching(/^warning manifests: .*Set PERSISTED_OPERATIONS_FILES/),
    ]);
  });
});

describe('doctor on ports', () => {
  let server: Server;
  let port: string;

  beforeEach(async () => {
    server = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = String((server.address() as AddressInfo).port);
  });

  afterEach(() => server.close());

  it.each(['PORT', 'METRICS_PORT'])('reports that %s is taken', async (name) => {
    expect(problemsOf(await reportWith({ [name]: port }))).toEqual([
      `error   port: ${name}=${port} is taken by another process. Stop that, or set ${name} to another port.`,
    ]);
  });

  it('reports a warning where a gateway runs on the ports', async () => {
    const [own, metrics] = [String(await freePort()), String(await freePort())];
    const gateway = await startGateway(onebox.origin, { PORT: own, METRICS_PORT: metrics });
    const problems = problemsOf(await reportWith({ PORT: own, METRICS_PORT: metrics }));
    await gateway.close();
    expect(problems).toEqual([
      expect.stringContaining(`warning port: PORT=${own} is taken, and a gateway runs here.`),
      expect.stringContaining(`warning port: METRICS_PORT=${metrics} is taken, and a gateway runs here.`),
    ]);
  });

  it('reports a HOST that is not of this machine', async () => {
    const problems = problemsOf(await reportWith({ HOST: '192.0.2.1', TRUST_PROXY: '192.0.2.2' }));
    expect(problems[0]).toContain('error   port: nothing can listen on 192.0.2.1 (EADDRNOTAVAIL). Set HOST');
  });

  it('reports that PORT and METRICS_PORT are equal', async () => {
    const free = String(await freePort());
    expect(problemsOf(await reportWith({ PORT: free, METRICS_PORT: free }))).toEqual([
      `error   port: METRICS_PORT and PORT are both ${free}. Set one of them to another port.`,
    ]);
  });
});

describe('doctor --sandbox', () => {
  it('starts the sandbox and reports ok without calling Onebox, with any ONEBOX_SITE', async () => {
    const before = onebox.requests.length;
    const report = await reportWith({ ONEBOX_SITE: '' }, true);
    expect(problemsOf(report)).toEqual([]);
    expect(report).toContain('ok      port: SANDBOX_PORT ');
    expect(report).toMatch(/^ok {6}onebox: http:\/\/127\.0\.0\.1:\d+ responds as Onebox/m);
    expect(report).toMatch(/^ok {6}clock: /m);
    expect(onebox.requests).toHaveLength(before);
  });

  it('reports that ONEBOX_API_URL cannot be set', async () => {
    expect(problemsOf(await reportWith({ ONEBOX_API_URL: onebox.origin }, true))).toEqual([
      expect.stringContaining('error   configuration: ONEBOX_API_URL: cannot be set together with --sandbox'),
    ]);
  });

  it('reports that SANDBOX_PORT equals PORT, or is taken', async () => {
    const free = String(await freePort());
    expect(await reportWith({ PORT: free, SANDBOX_PORT: free }, true)).toContain(
      `error   port: SANDBOX_PORT and PORT are both ${free}.`,
    );
    const taken = new URL(onebox.origin).port;
    expect(await reportWith({ SANDBOX_PORT: taken }, true)).toContain(
      `error   port: SANDBOX_PORT=${taken} is taken by another process.`,
    );
  });
});
