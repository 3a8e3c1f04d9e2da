import { InstagramSessionDocument } from '../../generated/graphql';
import { type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSessionId } from '../../support/fixtures';
import { freePort } from '../../support/gateway/free-port';
import { type GatewayProcess, startGatewayProcess } from '../../support/gateway/gateway-process';
import { until } from '../../support/onebox/held-response';

const gateways: GatewayProcess[] = [];
let onebox: FakeOnebox;

const start = async (env: Record<string, string> = {}) => {
  const gateway = startGatewayProcess([], {
    PORT: '0',
    ONEBOX_API_URL: onebox.origin,
    ONEBOX_SITE: 'acme',
    SHUTDOWN_DELAY_MS: '0',
    ...env,
  });
  gateways.push(gateway);
  const [line, origin = ''] = await gateway.saw(/^.*Server listening at (http:[^"]+)".*$/m);
  // It listens before it handles signals.
  await (await fetch(`${origin}/livez`)).text();
  return { gateway, origin, line: JSON.parse(line) as object };
};
const linesOf = (gateway: GatewayProcess, pattern: RegExp): Record<string, unknown>[] =>
  gateway
    .output()
    .split('\n')
    .filter((line) => pattern.test(line))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

beforeEach(async () => {
  onebox = await startFakeOnebox(() => undefined);
});

afterEach(async () => {
  for (const gateway of gateways.splice(0)) {
    gateway.kill('SIGKILL');
    await gateway.ended;
  }
  await onebox.close();
});

describe('the start log', () => {
  it('is one line with the version, the upstream, the site, the cache and the explorer', async () => {
    const { gateway, origin, line } = await start();
    expect(line).toEqual({
      level: 30,
      time: expect.any(String) as string,
      origin,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      upstream: onebox.origin,
      site: 'acme',
      cache: 'memory',
      explorer: 'off',
      msg: `Server listening at ${origin}`,
    });
    expect(gateway.output().trim().split('\n')).toHaveLength(1);
  });

  it('names the host of the store, and no password', async () => {
    const port = await freePort();
    const { gateway, line } = await start({
      CACHE_URL: `redis://user:canary-password@127.0.0.1:${port}`,
      CACHE_SECRET: 'canary'.repeat(6),
      EXPLORE: 'true',
    });
    expect(line).toMatchObject({ cache: `127.0.0.1:${port}`, explorer: 'on' });
    expect(gateway.output()).not.toContain('canary');
  });

  it('has a warning for each setting that is a risk', async () => {
    const { gateway } = await start({
      HOST: '0.0.0.0',
      EXPLORE: 'true',
      REVEAL_ACCESS_TOKENS: 'true',
      CACHE_URL: 'redis://127.0.0.1:1',
      ONEBOX_SITE: '',
    });
    expect(linesOf(gateway, /"level":40/).map(({ setting }) => setting)).toEqual([
      'EXPLORE',
      'REVEAL_ACCESS_TOKENS',
      'TRUST_PROXY',
      'CACHE_SECRET',
      'ONEBOX_SITE',
    ]);
  });
});

describe('the stop log', () => {
  it('names the signal, and no aborted request', async () => {
    const { gateway } = await start();
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    expect(linesOf(gateway, /"signal"/)).toEqual([
      expect.objectContaining({ signal: 'SIGTERM', runningRequests: 0, msg: 'stopping' }),
      expect.objectContaining({
        level: 30,
        signal: 'SIGTERM',
        cutRequests: 0,
        durationMs: expect.any(Number) as number,
        msg: 'stopped: all requests were finished',
      }),
    ]);
  });

  it('names the number of requests that a second signal aborts', async () => {
    const { gateway, origin } = await start();
    const cut = fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer a' },
      body: JSON.stringify({
        query: InstagramSessionDocument.toString(),
        variables: { id: documentedSessionId },
      }),
    }).catch(() => 'cut');
    await until(() => onebox.requests.length === 1);
    gateway.kill('SIGTERM');
    await gateway.saw(/"runningRequests":1.*"stopping"/);
    gateway.kill('SIGINT');
    expect(await gateway.ended).toBe(130);
    expect(await cut).toBe('cut');
    expect(linesOf(gateway, /stopped/)).toEqual([
      expect.objectContaining({ level: 40, signal: 'SIGTERM', secondSignal: 'SIGINT', cutRequests: 1 }),
    ]);
  });
});
