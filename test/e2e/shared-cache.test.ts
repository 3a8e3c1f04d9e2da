import { InstagramSessionDocument } from '../generated/graphql';
import { answerJson, type FakeOnebox, startFakeOnebox } from '../support/fake-onebox';
import { documentedSession, documentedSessionId } from '../support/fixtures';
import { freePort } from '../support/free-port';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process';
import { type RedisProcess, startRedis } from '../support/redis';
import { passOn, passOnAfter, startTcpProxy, type TcpProxy } from '../support/tcp-proxy';

/** A gateway in a process of its own, and what can be asked of it. */
interface Replica {
  process: GatewayProcess;
  /** The person's name in the session as a caller reads it; Onebox names everybody after the token. */
  read: (token: string) => Promise<string | undefined>;
  /** The sum of a metric's lines that contain each of `parts`. */
  metric: (...parts: string[]) => Promise<number>;
}

const facebookToken = 'EAAGcanary0facebook0canary0facebook';
const canary = 'canary0bearer0canary0bearer0canary';
const replicas: Replica[] = [];
let onebox: FakeOnebox;
let redis: RedisProcess;

async function startReplica(cacheUrl: string, env: Record<string, string> = {}): Promise<Replica> {
  const metricsPort = await freePort();
  const process = startGatewayProcess([], {
    PORT: '0',
    METRICS_PORT: String(metricsPort),
    ONEBOX_API_URL: onebox.origin,
    CACHE_URL: cacheUrl,
    CACHE_TTL_SECONDS: '600',
    LAME_DUCK_MS: '0',
    ...env,
  });
  const [, origin = ''] = await process.saw(/listening at (http:\/\/[^"]+)/);
  const replica: Replica = {
    process,
    read: async (token) => {
      const response = await fetch(`${origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          query: InstagramSessionDocument.toString(),
          variables: { id: documentedSessionId },
        }),
      });
      const answer = (await response.json()) as {
        data?: { instagramSession?: { profile: { name: string } } };
      };
      return answer.data?.instagramSession?.profile.name;
    },
    metric: async (...parts) => {
      const page = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      return page
        .split('\n')
        .filter((line) => !line.startsWith('#') && parts.every((part) => line.includes(part)))
        .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    },
  };
  replicas.push(replica);
  return replica;
}

const calls = (): number => onebox.requests.length;

/** Waits until what was just read has reached the store: writing does not hold up the answer. */
async function untilStored(count: number): Promise<void> {
  while (((await redis.command('dbsize')) as number) < count)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

beforeAll(async () => {
  onebox = await startFakeOnebox((request, response) => {
    const session = documentedSession();
    session.profile = { id: '1', name: String(request.headers.authorization).slice('Bearer '.length) };
    session.token = facebookToken;
    session.accounts[0].access_token = facebookToken;
    answerJson(200, session)(request, response);
  });
});

afterAll(() => onebox.close());

beforeEach(async () => {
  onebox.requests.length = 0;
  redis = await startRedis();
});

afterEach(async () => {
  for (const { process } of replicas.splice(0)) {
    process.kill('SIGKILL');
    await process.ended;
  }
  await redis.stop();
});

describe('replicas that share a store', () => {
  it('share what a caller has read, and with that caller alone', async () => {
    const [one, other] = [await startReplica(redis.url), await startReplica(redis.url)];
    expect(await one.read('caller-a')).toBe('caller-a');
    await untilStored(1);
    expect(await other.read('caller-a')).toBe('caller-a');
    expect(calls()).toBe(1);
    expect(await other.read('caller-b')).toBe('caller-b');
    expect(calls()).toBe(2);
  });

  it('share nothing where their secrets differ', async () => {
    const secret = 'a secret of more than 32 characters';
    const one = await startReplica(redis.url, { CACHE_SECRET: secret });
    const other = await startReplica(redis.url, { CACHE_SECRET: `${secret}!` });
    await one.read('caller');
    await untilStored(1);
    await other.read('caller');
    expect(calls()).toBe(2);
  });

  it('leave nothing in it that says anything, and everything with an end', async () => {
    const { read } = await startReplica(redis.url);
    for (let caller = 0; caller < 20; caller += 1) await read(`${canary}${caller}`);
    await untilStored(20);
    const keys = (await redis.command('keys', '*')) as string[];
    expect(keys).toHaveLength(20);
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

  it('take an entry that was altered, cut short or moved for none, and count it', async () => {
    const { read, metric } = await startReplica(redis.url);
    await read('caller-a');
    await untilStored(1);
    const [placeOfA = ''] = (await redis.command('keys', '*')) as string[];
    const entryOfA = (await redis.command('get', placeOfA)) as string;
    await read('caller-b');
    await untilStored(2);
    const placeOfB = ((await redis.command('keys', '*')) as string[]).find((key) => key !== placeOfA) ?? '';
    const bytes = Buffer.from(entryOfA, 'base64');
    const flipped = Buffer.from(bytes);
    flipped[40] = (flipped[40] ?? 0) ^ 1;
    const spoilt: [string, string][] = [
      [placeOfB, entryOfA],
      [placeOfA, flipped.toString('base64')],
      [placeOfA, bytes.subarray(0, -1).toString('base64')],
      [placeOfA, bytes.subarray(0, 20).toString('base64')],
      [placeOfA, ''],
      [placeOfA, 'garbage'],
      [placeOfA, '{"value":{"profile":{}}}'],
    ];
    for (const [place, entry] of spoilt) {
      const before = calls();
      await redis.command('set', place, entry);
      const caller = place === placeOfA ? 'caller-a' : 'caller-b';
      expect(await read(caller)).toBe(caller);
      expect(calls()).toBe(before + 1);
    }
    expect(await metric('gateway_cache_looks_total', 'refused')).toBe(spoilt.length);
  });
});

describe('a store that is sick', () => {
  let proxy: TcpProxy;
  let replica: Replica;

  beforeEach(async () => {
    proxy = await startTcpProxy(redis.port);
    replica = await startReplica(`redis://127.0.0.1:${proxy.port}`);
  });

  afterEach(() => proxy.close());

  /** Forty callers read again and again for a while; gives how many answers there were that were not theirs. */
  async function wrongAnswersDuring(milliseconds: number): Promise<number> {
    const end = Date.now() + milliseconds;
    let wrong = 0;
    let answers = 0;
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        while (Date.now() < end) {
          if ((await replica.read(`caller-${index}`)) !== `caller-${index}`) wrong += 1;
          answers += 1;
        }
      }),
    );
    expect(answers).toBeGreaterThanOrEqual(40);
    return wrong;
  }

  /** Resolves once what is read twice costs one call again. */
  async function recovered(): Promise<void> {
    for (let round = 0; ; round += 1) {
      const caller = `recovery-${round}`;
      const before = calls();
      await replica.read(caller);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await replica.read(caller);
      if (calls() === before + 1) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const faultsLogged = (): number =>
    replica.process
      .output()
      .split('\n')
      .filter((line) => line.includes('The store of the cache')).length;

  const sicknesses: [string, { start: () => unknown; end: () => unknown }][] = [
    [
      'is frozen',
      {
        start: () => {
          redis.freeze();
        },
        end: () => {
          redis.thaw();
        },
      },
    ],
    ['is killed and comes back', { start: () => redis.kill(), end: () => redis.restart() }],
    [
      'is full',
      {
        start: async () => {
          await redis.command('config', 'set', 'maxmemory-policy', 'noeviction');
          await redis.command('config', 'set', 'maxmemory', '1');
          await redis.command('flushall');
        },
        end: () => redis.command('config', 'set', 'maxmemory', '0'),
      },
    ],
    [
      'answers slowly',
      {
        start: () => (proxy.answers = passOnAfter(200)),
        end: () => (proxy.answers = passOn),
      },
    ],
    [
      'answers with garbage',
      {
        start: () => (proxy.answers = (_chunk, toClient) => toClient.write('!?garbage\r\n$-7\r\n\0\0')),
        end: () => (proxy.answers = passOn),
      },
    ],
    [
      'hangs up on every answer',
      {
        start: () => (proxy.answers = (_chunk, toClient) => toClient.resetAndDestroy()),
        end: () => (proxy.answers = passOn),
      },
    ],
  ];

  it.each(sicknesses)(
    'is no outage when it %s under load, and is used again afterwards',
    async (_how, sickness) => {
      expect(await wrongAnswersDuring(300)).toBe(0);
      await sickness.start();
      expect(await wrongAnswersDuring(1500)).toBe(0);
      expect(await replica.metric('gateway_cache_store_faults_total')).toBeGreaterThan(0);
      await sickness.end();
      await recovered();
      expect(await wrongAnswersDuring(300)).toBe(0);
      expect(faultsLogged()).toBe(1);
      expect(replica.process.output()).not.toContain('Warning');
    },
    20_000,
  );

  it('is no outage when it was never there', async () => {
    const alone = await startReplica(`redis://127.0.0.1:${await freePort()}`);
    expect(await alone.read('caller')).toBe('caller');
    expect(await alone.read('caller')).toBe('caller');
    expect(calls()).toBe(2);
    alone.process.kill('SIGTERM');
    expect(await alone.process.ended).toBe(0);
  });
});
