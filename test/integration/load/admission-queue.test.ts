import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import { holdAnswer, until } from '../../support/onebox/held-response';
import { extensionsOf, type RawClient, RawClients, rawRequest } from '../../support/clients/raw-clients';

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

const connected = (): Promise<RawClient> => clients.connected(gateway.origin);
const answersIn = (received: string): number => received.split('HTTP/1.1 200 ').length - 1;

/** Blocks the event loop between earlier and later writes, so that all arrive at once. */
const startBlocker = async (): Promise<() => void> => {
  const blocker = createServer((socket) =>
    socket.once('data', () => {
      const untilMs = Date.now() + 300;
      while (Date.now() < untilMs);
      blocker.close();
    }),
  ).listen(0, '127.0.0.1');
  await once(blocker, 'listening');
  const { socket } = await clients.connected(`http://127.0.0.1:${(blocker.address() as AddressInfo).port}`);
  return () => {
    socket.write('x');
  };
};

describe('requests in the admission queue', () => {
  it('all get a response, while later requests are rejected, and health checks are not', async () => {
    gateway = await startGateway(onebox.origin, {}, { server: { maxWaitMs: 100 } });
    const block = await startBlocker();
    const [many, late, health] = [await connected(), await connected(), await connected()];
    many.socket.write(rawRequest('early').repeat(40));
    block();
    late.socket.write(rawRequest('late-1'));
    health.socket.write('GET /readyz HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => late.received().endsWith('}') && health.received() !== '');
    expect(late.received()).toMatch(/^HTTP\/1.1 503 Service Unavailable\r\n/);
    expect(late.received()).toMatch(/\r\nretry-after: 1\r\n/);
    expect(late.received()).toMatch(/\r\nx-request-id: late-1\r\n/);
    expect(late.received()).toMatch(/\r\ncache-control: private, no-store\r\n/);
    expect(late.received()).not.toMatch(/\r\nconnection: close\r\n/i);
    expect(extensionsOf(late.received())).toEqual({
      code: 'OVERLOADED',
      retryable: true,
      retryAt: expect.stringMatching(/^\d{4}-/) as string,
      requestId: 'late-1',
    });
    expect(health.received()).toMatch(/^HTTP\/1.1 200 /);
    await until(() => answersIn(many.received()) === 40);
    late.socket.write(rawRequest('late-2'));
    await until(() => answersIn(late.received()) === 1);
  });

  it('are not rejected after a blocked event loop where the queue was empty', async () => {
    gateway = await startGateway(onebox.origin, {}, { server: { maxWaitMs: 100 } });
    const block = await startBlocker();
    const late = await connected();
    block();
    late.socket.write(rawRequest('late'));
    await until(() => answersIn(late.received()) === 1);
  });

  it('are removed when their client disconnects', async () => {
    // New callers of one address may take half of them.
    gateway = await startGateway(onebox.origin, { MAX_REQUESTS: '80' });
    const [many, impatient] = [await connected(), await connected()];
    many.socket.write('GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(500));
    impatient.socket.write(rawRequest('impatient'));
    impatient.socket.resetAndDestroy();
    await until(() => many.received().split('HTTP/1.1 404 ').length - 1 === 500);
    expect(onebox.requests).toEqual([]);
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const admitted = await Promise.all(Array.from({ length: 40 }, connected));
    for (const [caller, { socket }] of admitted.entries()) socket.write(rawRequest(String(caller)));
    await until(() => onebox.requests.length === 40);
    held.release();
    await until(() => admitted.every(({ received }) => answersIn(received()) === 1));
  });

  it('are not read from a connection with thousands of unsent responses, health checks included', async () => {
    gateway = await startGateway(onebox.origin);
    const [many, one] = [await connected(), await connected()];
    many.socket.write('GET /livez HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(20_000));
    await many.closed;
    expect(answersIn(many.received())).toBeLessThan(20_000);
    one.socket.write('GET /livez HTTP/1.1\r\nhost: x\r\n\r\n');
    await until(() => answersIn(one.received()) === 1);
  });

  it('of a few pipelining connections leave places for other clients', async () => {
    gateway = await startGateway(onebox.origin, { MAX_REQUESTS: '40' });
    const others = await Promise.all(Array.from({ length: 10 }, connected));
    const askOthers = (): void => {
      for (const [caller, { socket }] of others.entries()) socket.write(rawRequest(`other-${caller}`));
    };
    // Callers that are new have a share of their address together.
    askOthers();
    await until(() => others.every(({ received }) => answersIn(received()) === 1));
    onebox.requests.length = 0;
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const few = await Promise.all(Array.from({ length: 3 }, connected));
    for (const [caller, { socket }] of few.entries()) {
      const quick = rawRequest(`slow-${caller}`, 'quick', '{ __typename }');
      socket.write(rawRequest(`slow-${caller}`) + quick.repeat(31));
    }
    await until(() => onebox.requests.length === 3);
    onebox.answer = goodAnswer;
    askOthers();
    await until(() => others.every(({ received }) => answersIn(received()) === 2));
    held.release();
    await until(() => few.every(({ received }) => received().split('HTTP/1.1 ').length - 1 === 32));
  });
});
