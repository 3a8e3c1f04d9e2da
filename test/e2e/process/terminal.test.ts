import { join } from 'node:path';

import { type GatewayProcess, startGatewayProcess } from '../../support/gateway/gateway-process';

let gateway: GatewayProcess;

const preload = join(__dirname, '..', '..', 'support', 'jest', 'terminal.cjs');
const start = (args: string[], env: Record<string, string> = {}): void => {
  gateway = startGatewayProcess(
    args,
    { PORT: '0', SANDBOX_PORT: '0', SHUTDOWN_DELAY_MS: '0', ...env },
    { preload },
  );
};
const call = async (): Promise<void> => {
  const [, origin = ''] = await gateway.saw(/listening at (http:\S+)/);
  await (
    await fetch(`${origin}/graphql?query={instagramAuthUrl}`, { headers: { 'x-request-id': 'a' } })
  ).text();
};
const ended = async (): Promise<string> => {
  gateway.kill('SIGTERM');
  await gateway.ended;
  return gateway.output();
};

afterEach(async () => {
  gateway.kill('SIGKILL');
  await gateway.ended;
});

describe('the log at a terminal', () => {
  it('has readable lines', async () => {
    start([]);
    await call();
    const output = await ended();
    expect(output).toMatch(/^\d\d:\d\d:\d\d WARN {2}ONEBOX_SITE has its default/m);
    expect(output).toMatch(
      /^\d\d:\d\d:\d\d INFO {2}request requestId=a method=GET route=\/graphql status=\d+/m,
    );
    expect(output).not.toContain('{"level"');
  });

  it('with the sandbox has the start line before the token, and no line for a request after it', async () => {
    start(['--sandbox']);
    await gateway.saw(/To sign in as a person [^]*http/);
    await call();
    const output = await ended();
    expect(output).toMatch(/Server listening at [^]*Bearer [^]*INFO {2}stopping/);
    expect(output).not.toContain('requestId=a');
  });

  it('with the sandbox and LOG_LEVEL=debug has a line for a request', async () => {
    start(['--sandbox'], { LOG_LEVEL: 'debug' });
    await call();
    expect(await ended()).toContain('INFO  request requestId=a');
  });
});
