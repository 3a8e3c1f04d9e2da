import { freePort } from '../../support/gateway/free-port';
import { type RedisProcess, startRedis } from '../../support/stores/redis';
import { type Replica, Replicas } from '../../support/gateway/replicas';
import { passOn, passOnAfter, startTcpProxy, type TcpProxy } from '../../support/clients/tcp-proxy';

let replicas: Replicas;
let redis: RedisProcess;

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

describe('a failing cache store', () => {
  let proxy: TcpProxy;
  let replica: Replica;

  beforeEach(async () => {
    proxy = await startTcpProxy(redis.port);
    replica = await replicas.start(`redis://127.0.0.1:${proxy.port}`);
  });

  afterEach(() => proxy.close());

  /** Forty callers read for this time. Returns the number of wrong responses. */
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

  /** Resolves when a second read needs no call again. */
  async function recovered(): Promise<void> {
    for (let round = 0; ; round += 1) {
      const caller = `recovery-${round}`;
      const before = replicas.calls();
      await replica.read(caller);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await replica.read(caller);
      if (replicas.calls() === before + 1) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  const warningsLogged = (): number =>
    replica.process
      .output()
      .split('\n')
      .filter((line) => line.includes('The cache store fails')).length;

  const sicknesses: [string, { start: () => unknown; end: () => unknown }][] = [
    [
      'frozen',
      {
        start: () => {
          redis.freeze();
        },
        end: () => {
          redis.thaw();
        },
      },
    ],
    ['killed and restarted', { start: () => redis.kill(), end: () => redis.restart() }],
    [
      'full',
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
      'slow',
      {
        start: () => (proxy.answers = passOnAfter(200)),
        end: () => (proxy.answers = passOn),
      },
    ],
    [
      'sending garbage',
      {
        start: () => (proxy.answers = (_chunk, toClient) => toClient.write('!?garbage\r\n$-7\r\n\0\0')),
        end: () => (proxy.answers = passOn),
      },
    ],
    [
      'closing the connection at every command',
      {
        start: () => (proxy.answers = (_chunk, toClient) => toClient.resetAndDestroy()),
        end: () => (proxy.answers = passOn),
      },
    ],
  ];

  it.each(sicknesses)(
    'causes no wrong response and is used again after recovery: %s',
    async (_how, sickness) => {
      expect(await wrongAnswersDuring(300)).toBe(0);
      await sickness.start();
      expect(await wrongAnswersDuring(1500)).toBe(0);
      expect(await replica.metric('gateway_cache_store_errors_total')).toBeGreaterThan(0);
      await sickness.end();
      await recovered();
      expect(await wrongAnswersDuring(300)).toBe(0);
      expect(warningsLogged()).toBe(1);
      expect(replica.process.output()).not.toContain('Warning');
    },
    20_000,
  );

  it('causes no error when it is unreachable from the start', async () => {
    const alone = await replicas.start(`redis://127.0.0.1:${await freePort()}`);
    expect(await alone.read('caller')).toBe('caller');
    expect(await alone.read('caller')).toBe('caller');
    expect(replicas.calls()).toBe(2);
    alone.process.kill('SIGTERM');
    expect(await alone.process.ended).toBe(0);
  });

  it('is logged with its host and the cause, and without its credentials', async () => {
    const port = await freePort();
    const alone = await replicas.start(`redis://canary-user:canary-password@127.0.0.1:${port}`);
    await alone.read('caller');
    const [line] = await alone.process.saw(/^.*The cache store fails.*$/m);
    expect(JSON.parse(line)).toMatchObject({
      store: `127.0.0.1:${port}`,
      err: { code: 'ECONNREFUSED' },
    });
    expect(alone.process.output()).not.toContain('canary');
  });
});
