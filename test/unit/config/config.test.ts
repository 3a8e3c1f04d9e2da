import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Config, ConfigError, loadConfig, settingsList } from '../../../src/config/config';

const load = (env: Record<string, string>): Config => loadConfig({ sandbox: false }, env);
const problemsOf = (env: Record<string, string>, sandbox = false): string[] => {
  try {
    loadConfig({ sandbox }, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
};

describe('loadConfig', () => {
  it('has at most 35 settings, with OTEL_* counted as one', () => {
    const names = settingsList.map(({ name }) => (name.startsWith('OTEL_') ? 'OTEL_*' : name));
    expect(new Set(names).size).toBeLessThanOrEqual(35);
    expect(new Set(settingsList.map(({ name }) => name)).size).toBe(settingsList.length);
  });

  it('has safe defaults', () => {
    expect(load({})).toMatchObject({
      server: { host: '127.0.0.1', corsOrigins: [], trustedProxies: [] },
      graphql: { explore: false, serveSdl: false, revealAccessTokens: false, federationTraces: false },
      onebox: { environment: 'PRODUCTION', apiUrl: undefined, siteUrl: undefined },
      telemetry: { metricsPort: undefined },
      sandbox: undefined,
    });
  });

  it('treats an empty variable as absent', () => {
    expect(load({ PORT: '', ONEBOX_API_URL: '' }).server.port).toBe(4000);
  });

  it('turns a rate limit off with 0', () => {
    expect(load({ RATE_LIMIT_CALLER: '0' }).rateLimits.caller).toBe(0);
  });

  it('turns EXPLORE on with --sandbox by default, and rejects a Onebox address beside it', () => {
    expect(loadConfig({ sandbox: true }, {})).toMatchObject({
      graphql: { explore: true, serveSdl: true },
      sandbox: { port: 4001 },
    });
    expect(loadConfig({ sandbox: true }, { EXPLORE: 'false' }).graphql.explore).toBe(false);
    expect(problemsOf({ ONEBOX_API_URL: 'https://onebox.example', PORT: 'x' }, true)).toHaveLength(2);
  });
});

describe('ConfigError', () => {
  const wrong = {
    HOST: 'a host',
    PORT: '70000',
    KEEP_ALIVE_TIMEOUT_MS: '0',
    SHUTDOWN_DELAY_MS: '-1',
    ONEBOX_ENV: 'STAGING',
    ONEBOX_SITE: 'mysite.example',
    ONEBOX_API_URL: 'https://onebox.example/path',
    ONEBOX_SITE_URL: 'http://onebox.example',
    ONEBOX_TIMEOUT_MS: '1.5',
    ONEBOX_MAX_BODY_BYTES: '8 MiB',
    ONEBOX_UTC_OFFSET: '7',
    REVEAL_ACCESS_TOKENS: 'yes',
    EXPLORE: '1',
    LOG_LEVEL: 'verbose',
    METRICS_PORT: 'none',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    SANDBOX_PORT: 'any',
    CORS_ORIGINS: 'https://onebox.example/path',
    TRUST_PROXY: '10.0.0.0/8, proxy',
    PERSISTED_OPERATIONS: 'on',
    RATE_LIMIT_CALLER: 'unlimited',
  };

  it('repeats each invalid value and says what to write', () => {
    const problems = problemsOf(wrong);
    expect(problems).toHaveLength(Object.keys(wrong).length);
    for (const [name, value] of Object.entries(wrong)) {
      const { expected } = settingsList.find((setting) => setting.name === name) ?? {};
      expect(problems).toContain(`${name}: write ${String(expected)}, not ${JSON.stringify(value)}`);
    }
  });

  it('does not repeat the value of a secret', () => {
    const problems = problemsOf({ CACHE_URL: 'http://canary@store.example', CACHE_SECRET: 'canary' });
    expect(problems).toEqual([
      expect.stringMatching(/^CACHE_URL: write an address such as redis:/),
      'CACHE_SECRET: write at least 32 characters',
    ]);
    expect(problems.join()).not.toContain('canary');
  });

  it.each([
    ['a user and a password', 'https://canary:canary/@canary@onebox.example', '***@onebox.example'],
    ['a query', 'https://onebox.example/?token=canary&more=canary', 'https://onebox.example/?***'],
    ['a fragment', 'https://onebox.example/#canary', 'https://onebox.example/?***'],
  ])('does not repeat %s of an address', (_what, url, shown) => {
    expect(problemsOf({ ONEBOX_API_URL: url })).toEqual([expect.stringContaining(`not "${shown}"`)]);
  });

  it('shortens a value and escapes its line breaks', () => {
    const [problem = '', ...others] = problemsOf({ LOG_LEVEL: `a\n${'b'.repeat(1000)}` });
    expect(others).toEqual([]);
    expect(problem).toContain('not "a\\nb');
    expect(problem.length).toBeLessThan(250);
  });
});

describe('ONEBOX_API_URL', () => {
  it.each([
    'https://onebox.example',
    'https://onebox.example:8443/',
    'http://127.0.0.2:1',
    'http://[::1]:1',
    'http://localhost',
  ])('accepts %s', (url) => {
    expect(problemsOf({ ONEBOX_API_URL: url })).toEqual([]);
  });

  it.each([
    'http://onebox.example',
    'http://127.0.0.1.example',
    'http://localhost.example',
    'https://onebox.example/path',
    'https://onebox.example?query',
    'https://onebox.example#fragment',
    'https://user@onebox.example',
    'ftp://127.0.0.1',
    'onebox.example',
  ])('rejects %s', (url) => {
    expect(problemsOf({ ONEBOX_API_URL: url })).toHaveLength(1);
  });
});

describe('a secret in a file', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const fileWith = (text: string): string => {
    const path = join(folder, 'canary');
    writeFileSync(path, text);
    return path;
  };
  const secret = 's'.repeat(32);

  it.each(['', '\n', '\r\n'])('is read by CACHE_SECRET_FILE without the line break %j at its end', (end) => {
    expect(load({ CACHE_SECRET_FILE: fileWith(`${secret}${end}`) }).cache.secret).toBe(secret);
  });

  it('is read by CACHE_URL_FILE', () => {
    expect(load({ CACHE_URL_FILE: fileWith('redis://:password@store:6379\n') }).cache.url).toBe(
      'redis://:password@store:6379',
    );
  });

  it.each([
    ['is wrong', 'canary', 'CACHE_SECRET_FILE (its content): write at least 32 characters'],
    ['is empty', '\n', 'CACHE_SECRET_FILE: write the path of a file that is not empty'],
  ])('causes an error without its value where it %s', (_what, content, problem) => {
    expect(problemsOf({ CACHE_SECRET_FILE: fileWith(content) })).toEqual([problem]);
  });

  it('causes an error without the path, which may be the secret, where the file does not exist', () => {
    expect(problemsOf({ CACHE_URL_FILE: 'redis://:canary@store:6379' })).toEqual([
      'CACHE_URL_FILE: write the path of a file that can be read (ENOENT)',
    ]);
  });

  it('is rejected where the environment has the secret too', () => {
    expect(problemsOf({ CACHE_SECRET_FILE: fileWith(secret), CACHE_SECRET: secret })).toEqual([
      'CACHE_SECRET_FILE: set it or CACHE_SECRET, not both',
    ]);
  });

  it('is supported for secrets only', () => {
    expect(load({ PORT_FILE: fileWith('5000') }).server.port).toBe(4000);
  });
});
