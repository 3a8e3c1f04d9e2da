import { readFileSync } from 'node:fs';

import { type BuiltGateway, BuiltGateways, post } from '../../support/gateway/built-gateways';
import { respondJson } from '../../support/onebox/fake-onebox';
import { freePort } from '../../support/gateway/free-port';
import { type Answer } from '../../support/gateway/gateway';
import { until } from '../../support/onebox/held-response';
import { type LargeSession, largeSession } from '../../support/onebox/large-sessions';
import { type RawClient, RawClients } from '../../support/clients/raw-clients';

const megabyte = 1024 * 1024;
const maxResidentMegabytes = 560;

let gateways: BuiltGateways;
let large: LargeSession;

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
  // 7 MB: more than sockets take by themselves.
  large = largeSession(5000, 1300);
  gateways.onebox.answer = respondJson(200, large.body);
});

afterAll(() => gateways.close());

const startSmall = async (): Promise<BuiltGateway & { metric: (name: string) => Promise<number> }> => {
  const metricsPort = await freePort();
  const gateway = await gateways.start(
    {
      NODE_OPTIONS: '--max-old-space-size=300',
      METRICS_PORT: String(metricsPort),
      CACHE_TTL_SECONDS: '0',
    },
    { overrides: { server: { clientTimeoutMs: 1000 } } },
  );
  return {
    ...gateway,
    metric: async (name) => {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      return Number(
        text
          .split('\n')
          .find((line) => line.startsWith(`${name} `))
          ?.slice(name.length + 1),
      );
    },
  };
};

const ask = (gateway: BuiltGateway, caller: string): Promise<Response> =>
  post(gateway, { query: large.query }, { authorization: `Bearer ${caller}` });

/** `ok`, or the code of its first error. */
const outcomeOf = async (response: Response): Promise<string> => {
  const { errors } = (await response.json()) as Answer<unknown>;
  return errors?.[0]?.extensions.code ?? 'ok';
};

/** Clients that request the large session, and read nothing or a few bytes. */
const slowClients = (
  clients: RawClients,
  { origin }: BuiltGateway,
  count: number,
  callerOf: (index: number) => string,
): RawClient[] => {
  const body = JSON.stringify({ query: large.query });
  return Array.from({ length: count }, (_, index) => {
    const client = clients.connect(origin);
    client.socket.pause();
    client.socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${callerOf(index)}\r\n` +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    return client;
  });
};

/** The most memory that the process has had, in megabytes. */
const peakMegabytes = ({ gateway: { pid } }: BuiltGateway): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** What a client has received once it reads again: all of its response, a part of it, or the code of an error. */
const receivedBy = async ({ socket, closed, received }: RawClient): Promise<string> => {
  const bodyOf = (): string => received().slice(received().indexOf('\r\n\r\n') + 4);
  const lengthOf = (): number => Number(/\r\ncontent-length: (\d+)/.exec(received())?.[1] ?? Infinity);
  let isClosed = false;
  void closed.then(() => (isClosed = true));
  socket.resume();
  await until(() => isClosed || bodyOf().length >= lengthOf());
  if (bodyOf().length < lengthOf()) return 'a part';
  return /"code":"(\w+)"/.exec(received())?.[1] ?? 'all';
};

describe('clients that do not read a long response', () => {
  // At once: each waits most of the time for the seconds that a client may take to receive 7 MB.
  it.concurrent.each([
    ['60, each a caller of its own', 60, (index: number) => `slow-${index}`],
    ['60 of one caller', 60, () => 'slow'],
    ['120, each a caller of its own', 120, (index: number) => `slow-${index}`],
  ])(
    'use bounded memory, and are closed after their deadline: %s',
    async (_what, count, callerOf) => {
      const clients = new RawClients();
      const gateway = await startSmall();
      expect(await outcomeOf(await ask(gateway, 'honest'))).toBe('ok');
      const slow = slowClients(clients, gateway, count, callerOf);
      const outcomes = new Set<string>();
      let bytes: number;
      do {
        outcomes.add(await outcomeOf(await ask(gateway, 'honest')));
        await new Promise((resolve) => setTimeout(resolve, 500));
        bytes = await gateway.metric('gateway_response_bytes');
        expect(bytes).toBeLessThan(64 * megabyte);
      } while (bytes > 0);
      for (const outcome of outcomes) expect(['ok', 'OVERLOADED']).toContain(outcome);
      expect(peakMegabytes(gateway)).toBeLessThan(maxResidentMegabytes);
      // Memory counts as used until the garbage collector has been there.
      await until(async () => (await outcomeOf(await ask(gateway, 'honest'))) === 'ok');
      const received = await Promise.all(slow.map(receivedBy));
      // The kernel may take a whole response for a client that does not read: how much it takes is its own choice.
      for (const one of received) expect(['a part', 'all', 'OVERLOADED']).toContain(one);
      expect(received).toContain('OVERLOADED');
      // At the bound of the bodies that are received, or of the responses that are sent.
      const shed =
        (await gateway.metric('gateway_requests_shed_total{bound="response-bytes"}')) +
        (await gateway.metric('gateway_upstream_shed_total{bound="body-bytes"}'));
      expect(shed).toBeGreaterThan(0);
      clients.destroy();
    },
    60_000,
  );
});
