import { documentedSession, documentedSessionId } from '../../support/fixtures';
import { type RedisProcess, startRedis } from '../../support/stores/redis';
import { facebookToken, Replicas } from '../../support/gateway/replicas';

const canary = 'canary0bearer0canary0bearer0canary';
let replicas: Replicas;
let redis: RedisProcess;

/** Waits until the store has this number of entries, since responses do not wait for writes. */
async function untilStored(count: number): Promise<void> {
  while (((await redis.command('dbsize')) as number) < count)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeAll(async () => {
  replicas = await Replicas.begin();
});

afterAll(() => replicas.close());

beforeEach(async () => {
  redis = await startRedis();
});

afterEach(async () => {
  await replicas.killAll();
  await redis.stop();
});

describe('replicas that share a store', () => {
  it('share the entries of a caller, with that caller only', async () => {
    const [one, other] = [await replicas.start(redis.url), await replicas.start(redis.url)];
    expect(await one.read('caller-a')).toBe('caller-a');
    await untilStored(1);
    expect(await other.read('caller-a')).toBe('caller-a');
    expect(replicas.calls()).toBe(1);
    expect(await other.read('caller-b')).toBe('caller-b');
    expect(replicas.calls()).toBe(2);
  });

  it('share nothing where their secrets differ', async () => {
    const secret = 'a secret of more than 32 characters';
    const one = await replicas.start(redis.url, { CACHE_SECRET: secret });
    const other = await replicas.start(redis.url, { CACHE_SECRET: `${secret}!` });
    await one.read('caller');
    await untilStored(1);
    await other.read('caller');
    expect(replicas.calls()).toBe(2);
  });

  it('store only sealed entries, each with an expiry', async () => {
    const { read } = await replicas.start(redis.url);
    for (let caller = 0; caller < 20; caller += 1) await read(`${canary}${caller}`);
    // A body for each caller, and after the second read its projection.
    await untilStored(39);
    const keys = (await redis.command('keys', '*')) as string[];
    expect(keys).toHaveLength(39);
    const seen = await Promise.all(
      keys.map(async (key) => {
        const value = (await redis.command('get', key)) as string;
        expect(await redis.command('pttl', key)).toBeGreaterThan(0);
        return [key, value, Buffer.from(value, 'base64').toString('latin1')].join(' ');
      }),
    );
    const { session } = documentedSession();
    for (const secret of [
      canary,
      facebookToken,
      'EAAG',
      documentedSessionId,
      session,
      'instagraph',
      'profile',
    ]) {
      expect(seen.join(' ')).not.toContain(secret);
    }
  });

  it('reject an altered, truncated or moved entry, and count it', async () => {
    const { read, metric } = await replicas.start(redis.url);
    await read('caller-a');
    await untilStored(1);
    const [placeOfA = ''] = (await redis.command('keys', '*')) as string[];
    const entryOfA = (await redis.command('get', placeOfA)) as string;
    await read('caller-b');
    await untilStored(3);
    const placesOfB = ((await redis.command('keys', '*')) as string[]).filter((key) => key !== placeOfA);
    expect(placesOfB).toHaveLength(2);
    const bytes = Buffer.from(entryOfA, 'base64');
    const flipped = Buffer.from(bytes);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    const tampered: [string, string][] = [
      ...placesOfB.map((place): [string, string] => [place, entryOfA]),
      [placeOfA, flipped.toString('base64')],
      [placeOfA, bytes.subarray(0, -1).toString('base64')],
      [placeOfA, bytes.subarray(0, 20).toString('base64')],
      [placeOfA, ''],
      [placeOfA, 'garbage'],
      [placeOfA, '{"value":{"profile":{}}}'],
    ];
    for (const [place, entry] of tampered) {
      const before = replicas.calls();
      await redis.command('flushall');
      await redis.command('set', place, entry);
      const caller = place === placeOfA ? 'caller-a' : 'caller-b';
      expect(await read(caller)).toBe(caller);
      expect(replicas.calls()).toBe(before + 1);
    }
    expect(await metric('gateway_cache_lookups_total', 'rejected')).toBe(tampered.length);
  });
});
