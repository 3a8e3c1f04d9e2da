import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { documentedSessionId } from '../support/fixtures';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process';

const running: GatewayProcess[] = [];
const start = (args: string[], env: Record<string, string> = {}): GatewayProcess => {
  const gateway = startGatewayProcess(args, env);
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

  it('prints a curl that answers with the documented session', async () => {
    const gateway = start(['--sandbox'], freePorts);
    await gateway.saw(/For a new token/);
    const [command] = await gateway.saw(/curl [^\n]*\/graphql \\\n(?:.*\\\n)*.*/);
    expect(JSON.parse(sh(command))).toMatchObject({
      data: { instagramSession: { id: documentedSessionId, profile: { name: 'Ovan Donnovan' } } },
    });
  });

  it('prints a curl that gives a new token', async () => {
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
  it('listens, writes only JSON, and ends with 0 when it is asked to', async () => {
    const gateway = start([], { PORT: '0', LAME_DUCK_MS: '0' });
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

describe('the command line', () => {
  it('tells its version', async () => {
    const gateway = start(['--version']);
    expect(await gateway.ended).toBe(0);
    const manifest = readFileSync(join(__dirname, '..', '..', 'package.json'), 'utf8');
    expect(gateway.output().trim()).toBe((JSON.parse(manifest) as { version: string }).version);
  });

  it('tells every setting', async () => {
    const gateway = start(['--help']);
    expect(await gateway.ended).toBe(0);
    expect(gateway.output()).toContain('REVEAL_ACCESS_TOKENS (false)');
  });

  it('refuses an option that it does not know', async () => {
    const gateway = start(['--sandboxx']);
    expect(await gateway.ended).toBe(2);
    expect(gateway.output()).toContain('Usage:');
  });

  it('tells every problem of the configuration and ends', async () => {
    const gateway = start([], { PORT: 'canary', ONEBOX_API_URL: 'http://canary.example' });
    expect(await gateway.ended).toBe(1);
    expect(gateway.output()).toMatch(/^PORT: expected/m);
    expect(gateway.output()).toMatch(/^ONEBOX_API_URL: expected/m);
    expect(gateway.output()).not.toContain('canary');
  });

  it('tells that a port is taken and ends', async () => {
    const first = start([], { PORT: '0' });
    const [, port = ''] = await first.saw(/127\.0\.0\.1:(\d+)/);
    const second = start([], { PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Port ${port} is taken`);
  });
});
