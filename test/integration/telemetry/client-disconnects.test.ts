import { respondJson } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { telemetryGatewayOfTests } from '../../support/gateway/telemetry-gateway';
import { until } from '../../support/onebox/held-response';
import { largeSession } from '../../support/onebox/large-sessions';
import { type RawClient, RawClients, rawRequest } from '../../support/clients/raw-clients';
import { type SentSpan, spansIn } from '../../support/sent-spans';

// Three times as much as the system takes for a client that does not read.
const { id: largeId, body } = largeSession(9_000, 10);
const largeBody = body.replaceAll('somebody', '\u65e5'.repeat(200));
const selection = '{ profile { name } pages { instagramAccounts { id username } } }';
/** An operation with a known name, which has a label for every caller. */
const small = 'query InstagramSession($id: ID!) { instagramSession(id: $id) { profile { name } } }';
const long = `query InstagramSession($id: ID!) { ${['a', 'b', 'c']
  .map((alias) => `${alias}: instagramSession(id: $id) ${selection}`)
  .join(' ')} }`;

const gateway = telemetryGatewayOfTests({ CACHE_TTL_SECONDS: '0' });
const clients = new RawClients();

afterAll(() => {
  clients.destroy();
});

const holds = (): void => undefined;
const bytesOf = (requestId: string, query: string, id?: string): string =>
  rawRequest('some-token', requestId, query, id);
const send = (requestId: string, query: string, id?: string): RawClient => {
  const client = clients.connect(gateway.origin, bytesOf(requestId, query, id));
  client.socket.pause();
  return client;
};

/** Sends an operation and reads the response, so that later requests take the fast path. */
const learn = async (query: string, id: string): Promise<void> => {
  const client = clients.connect(gateway.origin, bytesOf('learn', query, id));
  await until(() => client.received().endsWith('}\n'));
  client.socket.destroy();
};

const metric = async (series: string): Promise<number> => {
  const text = await gateway.metrics();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.slice(series.length));
};
const cancelled = 'gateway_operations_total{operation="InstagramSession",outcome="cancelled"}';
const lines = (): Record<string, unknown>[] =>
  gateway.process
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

const untilAsked = async (): Promise<void> => {
  await until(() => gateway.onebox.requests.length === 1);
};
const untilSending = async (): Promise<void> => {
  await until(async () => (await metric('gateway_response_bytes')) > 0);
};

interface Moment {
  what: string;
  query: string;
  isLater: boolean;
  moment: () => Promise<void>;
}

const moments: Moment[] = [
  { what: 'first-waits', query: small, isLater: false, moment: untilAsked },
  { what: 'later-waits', query: small, isLater: true, moment: untilAsked },
  {
    what: 'first-is-made',
    query: long,
    isLater: false,
    moment: async () => {
      // It is read, and three times as much is made of it.
      const before = await metric('gateway_upstream_attempts_total{outcome="ok"}');
      answerHeld?.();
      await until(async () => (await metric('gateway_upstream_attempts_total{outcome="ok"}')) > before);
    },
  },
  { what: 'first-is-sent', query: long, isLater: false, moment: untilSending },
  { what: 'later-is-sent', query: long, isLater: true, moment: untilSending },
];
let answerHeld: (() => void) | undefined;

it.each(moments)(
  'request telemetry › records one cancelled operation for a client that disconnects: $what',
  async ({ what, query, isLater, moment }) => {
    const isLong = query !== small;
    const id = isLong ? largeId : documentedSessionId;
    const body = respondJson(200, isLong ? largeBody : documentedBody('session.200.json'));
    gateway.onebox.answer = body;
    if (isLater) await learn(query, id);
    const isAnswered = what.endsWith('sent');
    gateway.onebox.answer = isAnswered
      ? body
      : (request, response) => {
          answerHeld = () => {
            body(request, response);
          };
        };
    if (!isLong) gateway.onebox.answer = holds;
    gateway.onebox.requests.length = 0;
    const before = { cancelled: await metric(cancelled), status: await metric(status499) };
    const client = send(what, query, id);
    await untilAsked();
    await moment();
    client.socket.destroy();

    await gateway.process.saw(new RegExp(`"requestId":"${what}".*"msg":"request"`));
    const ofRequest = lines().filter(({ requestId }) => requestId === what);
    expect(ofRequest).toEqual([
      expect.objectContaining({
        level: 30,
        msg: 'request',
        status: 499,
        operation: 'InstagramSession',
        outcome: 'cancelled',
        upstreamCalls: 1,
        caller: expect.stringMatching(/^[\w-]{12}$/) as string,
      }),
    ]);
    expect(await metric(cancelled)).toBe(before.cancelled + 1);
    expect(await metric(status499)).toBe(before.status + 1);
  },
);

const status499 = 'gateway_http_requests_total{status="499"}';

it('request telemetry › logs two lines for a client that disconnects with two pipelined requests', async () => {
  gateway.onebox.answer = holds;
  gateway.onebox.requests.length = 0;
  const client = clients.connect(
    gateway.origin,
    bytesOf('pipelined-1', small) + bytesOf('pipelined-2', 'query InstagramSession { instagramAuthUrl }'),
  );
  await untilAsked();
  client.socket.destroy();
  for (const id of ['pipelined-1', 'pipelined-2']) {
    const [line] = await gateway.process.saw(new RegExp(`.*"requestId":"${id}".*"msg":"request".*`));
    expect(JSON.parse(line)).toMatchObject({ status: 499, outcome: 'cancelled' });
  }
});

it('request telemetry › does not count health checks', async () => {
  const requests = (text: string): string[] =>
    text.split('\n').filter((line) => line.startsWith('gateway_http'));
  const before = requests(await gateway.metrics());
  for (const path of ['/livez', '/readyz?verbose', '/livez'])
    await (await fetch(gateway.origin + path)).text();
  expect(requests(await gateway.metrics())).toEqual(before);
});

it('request telemetry › ends one span for each cancelled request, and none for health checks', async () => {
  expect(await metric('gateway_errors_total{code="INTERNAL_SERVER_ERROR",reason="none"}')).toBe(0);
  gateway.process.kill('SIGTERM');
  await gateway.process.ended;
  expect(
    lines()
      .filter(({ level }) => Number(level) > 30 && level !== undefined)
      .map(({ msg }) => msg),
  ).toEqual([expect.stringContaining('ONEBOX_SITE') as string]);
  expect(gateway.process.output()).not.toMatch(/livez|readyz/);
  const spans: SentSpan[] = gateway.collector.requests.flatMap(({ body }) => spansIn(body));
  expect(JSON.stringify(spans)).not.toMatch(/livez|readyz/);
  const ids = [...moments.map(({ what }) => what), 'pipelined-1', 'pipelined-2'];
  for (const id of ids) {
    const ofRequest = spans.filter(({ attributes }) => attributes['gateway.request.id'] === id);
    expect(ofRequest).toEqual([
      expect.objectContaining({
        name: 'query InstagramSession',
        status: { code: 0 },
        attributes: expect.objectContaining({
          'gateway.outcome': 'cancelled',
          'error.type': 'cancelled',
        }) as object,
      }),
    ]);
    expect(Number(ofRequest[0]?.endTimeUnixNano)).toBeGreaterThan(Number(ofRequest[0]?.startTimeUnixNano));
  }
});
