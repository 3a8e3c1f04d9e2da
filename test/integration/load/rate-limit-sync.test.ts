import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import { type RedisProcess, startRedis } from '../../support/stores/redis';

let redis: RedisProcess;
let onebox: FakeOnebox;
let gateways: TestGateway[] = [];

const settings = (): Record<string, string> => ({
  RATE_LIMIT_CALLER: '20',
  RATE_LIMIT_ADDRESS: '20',
  CACHE_URL: redis.url,
  CACHE_SECRET: 'a secret of at least thirty-two characters',
});

beforeAll(async () => {
  redis = await startRedis();
  onebox = await startFakeOnebox();
  gateways = await Promise.all([
    startGateway(onebox.origin, settings()),
    startGateway(onebox.origin, settings()),
  ]);
}, 30_000);

afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await redis.stop();
  await onebox.close();
});

const canary = 'canary0bearer0canary';

async function ask(index: number, token: string, times: number): Promise<number> {
  let refused = 0;
  for (let count = 0; count < times; count += 1) {
    const { errors } = await (gateways[index] as TestGateway).ask<unknown, unknown>(
      '{ __typename }',
      {},
      { authorization: `Bearer ${token}` },
    );
    if (errors?.[0]?.extensions.reason === 'TOO_MANY_REQUESTS') refused += 1;
  }
  return refused;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Long enough before the end of a minute, in which all windows end. */
async function early(): Promise<void> {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 15_000) await pause(left + 50);
}

it('replicas that share a store count a caller together', async () => {
  await early();
  await pause(500);
  expect(await ask(0, canary, 12)).toBe(0);
  expect(await ask(1, canary, 6)).toBe(0);
  await pause(800);
  // The second has counted 6 and hears of 12.
  expect(await ask(1, canary, 8)).toBeGreaterThanOrEqual(5);
}, 60_000);

it('the store does not reveal which callers, addresses and accounts are counted', async () => {
  const [gateway] = gateways as [TestGateway];
  await early();
  onebox.answer = respondJson(401, documentedBody('authenticate.401.refused.json'));
  await ask(0, canary, 3);
  for (let count = 0; count < 3; count += 1) {
    await gateway.ask(
      `mutation { authenticate(email: "canary@example.com", password: "wrong", siteId: 169) { token } }`,
      {},
      {},
    );
  }
  await pause(800);
  const keys = (await redis.command('KEYS', '*')) as string[];
  const counted = new Set(keys.map((key) => key.split(':')[2]));
  expect(counted).toEqual(new Set(['caller', 'address', 'signInAddress', 'signInAccount']));
  for (const key of keys) expect(key).toMatch(/^onebox-gateway:rate:\w+:\d+:[\w+/-]{43}=?$/);
}, 60_000);

it('replicas count separately while the store is frozen, and no request waits for it', async () => {
  await early();
  await pause(500);
  redis.freeze();
  try {
    const startedAt = Date.now();
    expect(await ask(0, 'other', 25)).toBeGreaterThanOrEqual(5);
    expect(Date.now() - startedAt).toBeLessThan(5000);
    expect(await ask(1, 'third', 10)).toBe(0);
  } finally {
    redis.thaw();
  }
}, 60_000);
