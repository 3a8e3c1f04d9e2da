import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { documentedSessionId } from '../../support/fixtures';
import {
  type GatewayProcess,
  type ProcessOptions,
  startGatewayProcess,
} from '../../support/gateway/gateway-process';

const running: GatewayProcess[] = [];
const start = (
  args: string[],
  env: Record<string, string> = {},
  options: ProcessOptions = {},
): GatewayProcess => {
  const gateway = startGatewayProcess(args, env, options);
  running.push(gateway);
  return gateway;
};

afterEach(async () => {
  for (const gateway of running.splice(0)) {
    gateway.kill('SIGKILL');
    await gateway.ended;
  }
});

const sh = (command: string): string => execFileSync('sh', ['-c', command], { encoding: 'utf8' });

describe('the gateway with its sandbox', () => {
  const freePorts = { PORT: '0', SANDBOX_PORT: '0' };

  it('prints a curl command that returns the documented session', async () => {
    const gateway = start(['--sandbox'], freePorts);
    await gateway.saw(/For a new token/);
    const [command] = await gateway.saw(/curl [^\n]*\/graphql \\\n(?:.*\\\n)*.*/);
    expect(JSON.parse(sh(command))).toMatchObject({
      data: { instagramSession: { id: documentedSessionId, profile: { name: 'Ovan Donnovan' } } },
    });
  });

  it('prints a curl command that returns a new token', async () => {
    const gateway = start(['--sandbox'], freePorts);
    const [command] = await gateway.saw(/curl .*\/api\/authenticate.*/);
    expect(JSON.parse(sh(command))).toMatchObject({ response_status: 'Success' });
  });

  it('prints an address at which a person can sign in', async () => {
    const gateway = start(['--sandbox'], freePorts);
    const [url] = await gateway.saw(/http\S+redirectUrl=\S+/);
    expect(sh(`curl -s '${url}'`)).toContain('<form');
  });
});

describe('the gateway alone', () => {
  it('listens, writes only JSON, and exits with 0 on SIGTERM', async () => {
    const gateway = start([], { PORT: '0', SHUTDOWN_DELAY_MS: '0' });
    const [, origin = ''] = await gateway.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
    const answer = sh(
      `curl -s ${origin}/graphql -H 'content-type: application/json' -d '{"query":"{instagramAuthUrl}"}'`,
    );
    expect(JSON.parse(answer)).toEqual({
      data: {
        instagramAuthUrl:
          'https://cloud.onebox.co.id/instagraph/auth?redirectUrl=https://mysite.onebox.co.id/instagraph/session',
      },
    });
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    const lines = gateway.output().trim().split('\n');
    expect(() => lines.map((line) => JSON.parse(line) as unknown)).not.toThrow();
  });
});

describe('the settings of the server', () => {
  it('keep an idle connection open for KEEP_ALIVE_TIMEOUT_MS', async () => {
    const gateway = start([], { PORT: '0', KEEP_ALIVE_TIMEOUT_MS: '620000' });
    const [, origin = ''] = await gateway.saw(/listening at (http:[^" ]+)"/);
    expect((await fetch(`${origin}/livez`)).headers.get('keep-alive')).toBe('timeout=620');
  });

  it('listen on one address of HOST=localhost, since the limits are per listener', async () => {
    const preload = join(__dirname, '..', '..', 'support', 'jest', 'two-localhosts.cjs');
    const gateway = start([], { PORT: '0', HOST: 'localhost' }, { preload });
    const [, origin = ''] = await gateway.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
    expect((await fetch(`${origin}/livez`)).status).toBe(200);
    await expect(fetch(`${origin.replace('127.0.0.1', '127.0.0.2')}/livez`)).rejects.toThrow('fetch failed');
  });
});

describe('the environment', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'working-directory-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('with a misspelt setting is reported by its name, with the nearest setting', async () => {
    const gateway = start([], { PORT: '0', ONEBOX_TIMOUT_MS: 'canary', ONEBOX_GATEWAY_SERVICE_HOST: '::1' });
    await gateway.saw(/listening at/);
    const warnings = gateway.output().match(/^.*unknown setting.*$/gm);
    expect(warnings?.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        level: 40,
        msg: 'unknown setting ONEBOX_TIMOUT_MS: did you mean ONEBOX_TIMEOUT_MS?',
      }),
    ]);
    expect(gateway.output()).not.toContain('canary');
  });

  it('is completed from .env, without replacing variables, and the start line says so', async () => {
    writeFileSync(join(folder, '.env'), 'ONEBOX_SITE=from-file\nONEBOX_ENV=PRODUCTION\nPORT=1\n');
    const gateway = start([], { PORT: '0' }, { cwd: folder });
    const [, origin = ''] = await gateway.saw(/listening at (http:\S+), with settings from \.env"/);
    const query = encodeURIComponent('{ instagramAuthUrl }');
    const headers = { 'apollo-require-preflight': 'true' };
    expect(await (await fetch(`${origin}/graphql?query=${query}`, { headers })).text()).toContain(
      'https://from-file.onebox.co.id',
    );
  });

  it('without .env is not mentioned in the start line', async () => {
    const gateway = start([], { PORT: '0' }, { cwd: folder });
    await gateway.saw(/listening at (http:[^" ]+)"/);
    expect(gateway.output()).not.toContain('.env');
  });

  it('with an unreadable .env causes exit code 1', async () => {
    mkdirSync(join(folder, '.env'));
    const gateway = start([], { PORT: '0' }, { cwd: folder });
    expect(await gateway.ended).toBe(1);
    expect(gateway.output()).toContain('.env: it cannot be read');
  });

  it('has CACHE_SECRET from the file that CACHE_SECRET_FILE names', async () => {
    const file = join(folder, 'secret');
    writeFileSync(file, 'canary\n');
    const gateway = start([], { PORT: '0', CACHE_SECRET_FILE: file });
    expect(await gateway.ended).toBe(1);
    expect(gateway.output()).toContain('CACHE_SECRET_FILE (its content): write at least 32 characters');
    expect(gateway.output()).not.toContain('canary');
    writeFileSync(file, `${'canary'.repeat(6)}\n`);
    const other = start([], { PORT: '0', CACHE_SECRET_FILE: file });
    await other.saw(/listening at/);
    expect(other.output()).not.toContain('canary');
  });
});

describe('the command line', () => {
  it('prints the version', async () => {
    const gateway = start(['--version']);
    expect(await gateway.ended).toBe(0);
    const manifest = readFileSync(join(__dirname, '..', '..', '..', 'package.json'), 'utf8');
    expect(gateway.output().trim()).toBe((JSON.parse(manifest) as { version: string }).version);
  });

  it('prints every setting', async () => {
    const gateway = start(['--help']);
    expect(await gateway.ended).toBe(0);
    expect(gateway.output()).toContain('REVEAL_ACCESS_TOKENS (false)');
  });

  it('rejects an unknown option', async () => {
    const gateway = start(['--sandboxx']);
    expect(await gateway.ended).toBe(2);
    expect(gateway.output()).toContain('Usage:');
  });

  it('reports every wrong setting with its value, without secrets, and exits with 1', async () => {
    const gateway = start([], {
      PORT: 'any',
      ONEBOX_API_URL: 'http://user:canary@onebox.example',
      CACHE_SECRET: 'canary',
    });
    expect(await gateway.ended).toBe(1);
    expect(gateway.output()).toMatch(/^PORT: write a whole number .*, not "any"$/m);
    expect(gateway.output()).toMatch(/^ONEBOX_API_URL: write an https origin .*@onebox\.example"$/m);
    expect(gateway.output()).toMatch(/^CACHE_SECRET: write at least 32 characters$/m);
    expect(gateway.output()).not.toContain('canary');
  });

  it('reports a port in use, and exits', async () => {
    const first = start([], { PORT: '0' });
    const [, port = ''] = await first.saw(/127\.0\.0\.1:(\d+)/);
    const second = start([], { PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Port ${port} is taken`);
  });
});

describe('onebox-gateway doctor', () => {
  it.each([
    [0, 'SANDBOX_PORT takes any free port', { SANDBOX_PORT: '0' }],
    [1, 'SANDBOX_PORT: write a whole number', { SANDBOX_PORT: 'any' }],
  ])('exits with %d and reports "%s"', async (code, words, env) => {
    const gateway = start(['doctor', '--sandbox'], { PORT: '0', ...env });
    expect(await gateway.ended).toBe(code);
    expect(gateway.output()).toContain(words);
  });
});
