import { InstagramSessionDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { type Answer, startGateway, type TestGateway } from '../../support/gateway/gateway';
import { holdAnswer, until } from '../../support/onebox/held-response';
import { extensionsOf, type RawClient, RawClients } from '../../support/clients/raw-clients';

const goodAnswer = respondJson(200, documentedBody('session.200.json'));
const clients = new RawClients();

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeAll(async () => {
  onebox = await startFakeOnebox(goodAnswer);
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = goodAnswer;
});

afterEach(async () => {
  clients.destroy();
  await gateway.close();
});

afterAll(() => onebox.close());

const post = (caller: string, from = gateway): Promise<Response> =>
  fetch(`${from.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer caller-${caller}` },
    body: JSON.stringify({
      query: InstagramSessionDocument.toString(),
      variables: { id: documentedSessionId },
    }),
  });

const expectShed = async (response: Response): Promise<void> => {
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('1');
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  const { errors } = (await response.json()) as Answer<unknown>;
  expect(errors).toHaveLength(1);
  expect(errors?.[0]?.extensions).toEqual({
    code: 'OVERLOADED',
    retryable: true,
    retryAt: expect.stringMatching(/^\d{4}-/) as string,
    requestId: response.headers.get('x-request-id'),
  });
};

const expectBadInput = (answer: string): void => {
  expect(extensionsOf(answer)).toEqual({
    code: 'BAD_USER_INPUT',
    retryable: false,
    requestId: /\r\nx-request-id: (\S+)\r\n/.exec(answer)?.[1],
  });
};

const healthOf = async (): Promise<number[]> =>
  Promise.all(['/livez', '/readyz'].map(async (path) => (await fetch(`${gateway.origin}${path}`)).status));

const rawClient = (bytes: string): RawClient => clients.connect(gateway.origin, bytes);

describe('the limits of the server', () => {
  it('reject calls to Onebox beyond the bulkhead and its queue', async () => {
    gateway = await startGateway(
      onebox.origin,
      { ONEBOX_MAX_IN_FLIGHT: '2' },
      { upstreamOptions: { maxQueued: 1 } },
    );
    // Callers that Onebox has not accepted have one share together.
    for (const caller of ['a', 'b', 'c', 'd']) await post(caller);
    onebox.requests.length = 0;
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const admitted = [post('a'), post('b')];
    await until(() => onebox.requests.length === 2);
    admitted.push(post('c'));
    const next = await Promise.race([admitted[2], new Promise((resolve) => setTimeout(resolve, 200))]);
    expect(next).toBeUndefined();
    await expectShedInAnswer(await post('d'));
    expect(onebox.requests).toHaveLength(2);
    held.release();
    for (const response of await Promise.all(admitted)) {
      expect(await response.json()).not.toHaveProperty('errors');
    }
    expect(onebox.requests).toHaveLength(3);
  });

  it('reject concurrent requests beyond MAX_REQUESTS, and no health checks', async () => {
    gateway = await startGateway(onebox.origin, { MAX_REQUESTS: '2' });
    // Callers that are new have a share of their address together.
    for (const caller of ['a', 'b']) expect((await post(caller)).status).toBe(200);
    onebox.requests.length = 0;
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const admitted = [post('a'), post('b')];
    await until(() => onebox.requests.length === 2);
    await expectShed(await post('c'));
    expect(await healthOf()).toEqual([200, 200]);
    held.release();
    for (const response of await Promise.all(admitted)) expect(response.status).toBe(200);
    expect((await post('c')).status).toBe(200);
  });

  it('reject requests of connections beyond the maximum, and no health checks', async () => {
    gateway = await startGateway(onebox.origin, {}, { server: { maxConnections: 2 } });
    const idle = [rawClient(''), rawClient(''), rawClient('')];
    await Promise.all(idle.map(({ socket }) => until(() => !socket.connecting)));
    const response = await post('a');
    expect(response.headers.get('connection')).toBe('close');
    await expectShed(response);
    expect(await healthOf()).toEqual([200, 200]);
  });

  it.each([
    ['while it is open', 100, false],
    ['until it is reset', 100, true],
    ['beyond which it is closed', 1200, false],
  ])(
    'bound the requests of one connection %s, and others are served',
    async (_what, count, isDestroyed) => {
      gateway = await startGateway(onebox.origin, { MAX_REQUESTS: '40' });
      const { answer } = onebox;
      const held = holdAnswer(answer);
      onebox.answer = held.listener;
      const client = await clients.connected(gateway.origin);
      const body = JSON.stringify({
        query: InstagramSessionDocument.toString(),
        variables: { id: documentedSessionId },
      });
      client.socket.write(
        (
          `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer caller-a\r\n` +
          `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
        ).repeat(count),
      );
      await until(() => onebox.requests.length > 0);
      onebox.answer = answer;
      if (count > 1000) await client.closed;
      if (isDestroyed) client.socket.resetAndDestroy();
      const others = isDestroyed || count > 1000 ? 40 : 8;
      await until(async () => {
        const statuses = await Promise.all(
          Array.from({ length: others }, async (_, index) => (await post(`other-${index}`)).status),
        );
        return statuses.every((status) => status === 200);
      });
      held.release();
    },
    30_000,
  );

  it('reject headers that are too large', async () => {
    gateway = await startGateway(onebox.origin);
    const { closed, received } = rawClient(
      `POST /graphql HTTP/1.1\r\nhost: x\r\nx-long: ${'y'.repeat(20_000)}\r\n\r\n`,
    );
    await closed;
    expect(received()).toMatch(/^HTTP\/1.1 431 /);
    expectBadInput(received());
  });

  it('reject a body that is too large before it is read, also a compressed one', async () => {
    gateway = await startGateway(onebox.origin);
    const { received } = rawClient(
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99999999\r\n\r\n',
    );
    await until(() => received() !== '');
    expect(received()).toMatch(/^HTTP\/1.1 413 /);
    const packed = await fetch(`${gateway.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: Buffer.from('1f8b0800', 'hex'),
    });
    expect(packed.status).toBe(415);
  });
});

/** A rejected call leaves the data of fields without a call. */
const expectShedInAnswer = async (response: Response): Promise<void> => {
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('1');
  const { errors } = (await response.json()) as Answer<unknown>;
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'OVERLOADED', retryable: true });
  expect(errors?.[0]?.extensions.retryAt).toMatch(/^\d{4}-/);
};

describe('a slow client', () => {
  const startImpatient = (): Promise<TestGateway> =>
    startGateway(onebox.origin, { OPERATION_TIMEOUT_MS: '500' }, { server: { clientTimeoutMs: 300 } });

  it.each([
    ['sends nothing', ''],
    ['sends its headers a little at a time', 'POST /graphql HTTP/1.1\r\nhost: x\r\n'],
    [
      'sends its body a little at a time',
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
    ],
  ])('that %s is disconnected', async (_what, bytes) => {
    gateway = await startImpatient();
    const { closed, received, socket } = rawClient(bytes);
    const drip = setInterval(() => bytes !== '' && socket.writable && socket.write('x'), 50);
    await closed;
    clearInterval(drip);
    expect(received()).toMatch(/^HTTP\/1.1 408 /);
    expectBadInput(received());
  });

  it('that does not read its responses is disconnected', async () => {
    gateway = await startImpatient();
    const body = JSON.stringify({
      query: InstagramSessionDocument.toString(),
      variables: { id: documentedSessionId },
    });
    const { socket } = rawClient('');
    socket.pause();
    const request =
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nauthorization: Bearer a\r\n' +
      `content-length: ${body.length}\r\n\r\n${body}`;
    socket.write(request.repeat(20_000));
    await new Promise<void>((resolve) => {
      socket.once('error', () => {
        resolve();
      });
      socket.once('close', () => {
        resolve();
      });
    });
  }, 30_000);
});
