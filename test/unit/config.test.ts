import { ConfigError, loadConfig } from '../../src/config/config';

const problemsOf = (env: Record<string, string>, sandbox = false): string[] => {
  try {
    loadConfig({ sandbox }, env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.message.split('\n');
  }
};

describe('the configuration', () => {
  it('is safe without any setting', () => {
    expect(loadConfig({ sandbox: false }, {})).toMatchObject({
      host: '127.0.0.1',
      environment: 'PRODUCTION',
      replacedOrigins: {},
      revealAccessTokens: false,
      explore: false,
      metricsPort: undefined,
      serveSdl: false,
      corsOrigins: [],
      trustedProxies: [],
      sandboxPort: undefined,
    });
  });

  it('takes an empty setting for an absent one', () => {
    expect(loadConfig({ sandbox: false }, { PORT: '', ONEBOX_API_URL: '' }).port).toBe(4000);
  });

  it('tells every problem at once, and repeats no value', () => {
    const problems = problemsOf({
      HOST: 'canary canary',
      PORT: '70000',
      ONEBOX_ENV: 'canary',
      ONEBOX_SITE: 'canary.example',
      ONEBOX_API_URL: 'https://canary:canary@onebox.example',
      ONEBOX_SITE_URL: 'http://canary.example',
      ONEBOX_TIMEOUT_MS: '1.5',
      ONEBOX_MAX_BODY_BYTES: '-1',
      ONEBOX_MAX_CALLS: '0',
      ONEBOX_UTC_OFFSET: 'canary',
      REVEAL_ACCESS_TOKENS: 'yes',
      EXPLORE: '1',
      LOG_LEVEL: 'canary',
      SANDBOX_PORT: 'canary',
      CACHE_URL: 'http://canary:canary@store.example',
      CACHE_SECRET: 'canary',
      OPERATION_MAX_DEPTH: '0',
      CORS_ORIGINS: 'https://canary.example/path',
      TRUST_PROXY: '10.0.0.0/8, canary',
      PERSISTED_OPERATIONS: 'canary',
      RATE_LIMIT_CALLER: '-1',
    });
    expect(problems).toHaveLength(21);
    expect(problems).toContain('REVEAL_ACCESS_TOKENS: expected true or false');
    expect(problems.join('\n')).not.toContain('canary');
  });

  it.each([
    'https://onebox.example',
    'https://onebox.example:8443/',
    'http://127.0.0.2:1',
    'http://[::1]:1',
    'http://localhost',
  ])('takes %s for an origin', (url) => {
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
  ])('does not take %s for an origin', (url) => {
    expect(problemsOf({ ONEBOX_API_URL: url })).toHaveLength(1);
  });

  it('explores with the sandbox unless told otherwise, and refuses another Onebox beside it', () => {
    expect(loadConfig({ sandbox: true }, {})).toMatchObject({ explore: true, sandboxPort: 4001 });
    expect(loadConfig({ sandbox: true }, { EXPLORE: 'false' }).explore).toBe(false);
    expect(problemsOf({ ONEBOX_API_URL: 'https://onebox.example', PORT: 'x' }, true)).toHaveLength(2);
  });
});
