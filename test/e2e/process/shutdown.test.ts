import { type ChildProcess, spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { InstagramSessionDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { type Answer, startGateway } from '../../support/gateway/gateway';
import {
  type GatewayProcess,
  type ProcessOptions,
  startGatewayProcess,
} from '../../support/gateway/gateway-process';
import { holdAnswer, until } from '../../support/onebox/held-response';

const goodAnswer = respondJson(200, documentedBody('session.200.json'));
const supportFile = (name: string): string => join(__dirname, '..', '..', 'support', 'jest', name);
const gateways: GatewayProcess[] = [];
let onebox: FakeOnebox;

const start = async (env: Record<string, string>, options?: ProcessOptions) => {
  const gateway = startGatewayProcess(
    [],
    { PORT: '0', ONEBOX_API_URL: onebox.origin, CACHE_TTL_SECONDS: '0', ...env },
    options,
  );
  gateways.push(gateway);
  const [origin] = await gateway.saw(/http:\/\/127\.0\.0\.1:\d+/);
  return { gateway, origin };
};
const readSession = (origin: string, caller = 'a'): Promise<Response> =>
  fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${caller}` },
    body: JSON.stringify({
      query: InstagramSessionDocument.toString(),
      variables: { id: documentedSessionId },
    }),
  });
const statusOf = async (url: string): Promise<number> => (await fetch(url)).status;

beforeAll(async () => {
  onebox = await startFakeOnebox();
});

beforeEach(() => {
  onebox.answer = goodAnswer;
  onebox.requests.length = 0;
});

afterEach(async () => {
  for (const gateway of gateways.splice(0)) {
    gateway.kill('SIGKILL');
    await gateway.ended;
  }
});

afterAll(() => onebox.close());

describe('the shutdown of a gateway', () => {
  it('reports not ready at once, keeps serving, finishes running requests, and exits with 0', async () => {
    const { gateway, origin } = await start({ SHUTDOWN_DELAY_MS: '1000' });
    expect(await statusOf(`${origin}/readyz`)).toBe(200);
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const running = readSession(origin);
    await until(() => onebox.requests.length === 1);
    gateway.kill('SIGTERM');
    while ((await statusOf(`${origin}/readyz`)) === 200) await wait(10);
    expect(await statusOf(`${origin}/livez`)).toBe(200);
    onebox.answer = goodAnswer;
    const late = await readSession(origin, 'b');
    expect(late.headers.get('connection')).toBe('close');
    expect(await late.json()).not.toHaveProperty('errors');
    await wait(1200);
    held.release();
    expect(await (await running).json()).not.toHaveProperty('errors');
    expect(await gateway.ended).toBe(0);
  });

  it('logs the last request before the exit', async () => {
    const { gateway, origin } = await start({ SHUTDOWN_DELAY_MS: '0' });
    await readSession(origin);
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    expect(gateway.output()).toContain('"operation":"InstagramSession"');
  });

  it('exits at once on the second signal', async () => {
    const { gateway, origin } = await start({ SHUTDOWN_DELAY_MS: '600000' });
    expect(await statusOf(`${origin}/readyz`)).toBe(200);
    gateway.kill('SIGTERM');
    while ((await statusOf(`${origin}/readyz`)) === 200) await wait(10);
    gateway.kill('SIGINT');
    expect(await gateway.ended).not.toBe(0);
  });

  it('does not wait for unused connections', async () => {
    const { gateway, origin } = await start(
      { SHUTDOWN_DELAY_MS: '0' },
      { overrides: { server: { clientTimeoutMs: 600_000 } } },
    );
    const socket: Socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.on('error', () => undefined);
    await until(() => !socket.connecting);
    expect(await statusOf(`${origin}/livez`)).toBe(200);
    gateway.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
    socket.destroy();
  });
});

describe('a running gateway', () => {
  it('is ready while Onebox is down', async () => {
    const { origin } = await start({ ONEBOX_API_URL: 'http://127.0.0.1:1', SHUTDOWN_DELAY_MS: '0' });
    const { errors } = (await (await readSession(origin)).json()) as Answer<unknown>;
    expect(errors?.[0]?.extensions.code).toBe('ONEBOX_UNAVAILABLE');
    expect(await statusOf(`${origin}/readyz`)).toBe(200);
  });

  it('survives unhandled rejections, and logs them without attached objects', async () => {
    const { gateway, origin } = await start({}, { preload: supportFile('rejecting.cjs') });
    await gateway.saw(/nobody catches this/);
    await gateway.saw(/"type":"string"/);
    expect(gateway.output()).toContain('unhandled rejection');
    expect(gateway.output()).not.toContain('canary');
    expect(await (await readSession(origin)).json()).not.toHaveProperty('errors');
  });
});

describe('a frozen Onebox', () => {
  let child: ChildProcess;
  let fillers: Socket[] = [];

  afterEach(() => {
    for (const socket of fillers.splice(0)) socket.destroy();
    child.kill('SIGKILL');
  });

  const startStoppable = async (): Promise<string> => {
    child = spawn(process.execPath, [supportFile('stoppable-onebox.cjs')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return new Promise((resolve) => {
      child.stdout?.setEncoding('utf8').once('data', (text: string) => {
        resolve(text.trim());
      });
    });
  };

  it('opens the circuit after timeouts, which closes when Onebox continues', async () => {
    const origin = await startStoppable();
    const gateway = await startGateway(
      origin,
      { ONEBOX_TIMEOUT_MS: '500' },
      { upstreamOptions: { breakerMinCalls: 3, breakerPauseMs: 500 } },
    );
    const reasonNow = async (): Promise<string | undefined> => {
      const { errors } = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
      return errors?.[0]?.extensions.reason;
    };
    expect(await reasonNow()).toBeUndefined();
    child.kill('SIGSTOP');
    const stoppedAt = Date.now();
    const reasons = new Map<string | undefined, number>();
    // Some timeouts, and several calls that try whether it responds again.
    while (Date.now() - stoppedAt < 4000) {
      const reason = await reasonNow();
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      await wait(20);
    }
    child.kill('SIGCONT');
    expect([...reasons.keys()].sort()).toEqual(['CIRCUIT_OPEN', 'UPSTREAM_TIMEOUT']);
    expect(reasons.get('UPSTREAM_TIMEOUT')).toBeLessThan(20);
    const wentOnAt = Date.now();
    while ((await reasonNow()) !== undefined) await wait(50);
    expect(Date.now() - wentOnAt).toBeLessThan(5000);
    await gateway.close();
  }, 30_000);

  it('that accepts no connection causes UPSTREAM_TIMEOUT after the connect timeout', async () => {
    const origin = await startStoppable();
    const gateway = await startGateway(
      origin,
      { ONEBOX_TIMEOUT_MS: '20000' },
      { upstreamOptions: { connectTimeoutMs: 500 } },
    );
    child.kill('SIGSTOP');
    fillers = Array.from({ length: 4 }, () => {
      const socket = connect(Number(new URL(origin).port), '127.0.0.1');
      return socket.on('error', () => undefined);
    });
    await wait(100);
    const startedAt = Date.now();
    const stopped = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    expect(stopped.errors?.[0]?.extensions.reason).toBe('UPSTREAM_TIMEOUT');
    expect(Date.now() - startedAt).toBeLessThan(5000);
    for (const socket of fillers.splice(0)) socket.destroy();
    child.kill('SIGCONT');
    // It has to have taken what waited: a connection tried before that is tried again after a second, which is too late.
    await statusOf(origin);
    const next = await gateway.ask(InstagramSessionDocument, { id: documentedSessionId });
    expect(next.errors).toBeUndefined();
    await gateway.close();
  }, 30_000);
});
