import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

import { InstagramSessionDocument } from '../generated/graphql';
import { answerJson, type FakeOnebox, startFakeOnebox } from '../support/fake-onebox';
import { documentedBody, documentedSessionId } from '../support/fixtures';
import { type Answer, startGateway, type TestGateway } from '../support/gateway';
import { holdAnswer, until } from '../support/held-answer';

const goodAnswer = answerJson(200, documentedBody('session.200.json'));

let onebox: FakeOnebox;
let gateway: TestGateway;
const sockets: Socket[] = [];

beforeAll(async () => {
  onebox = await startFakeOnebox(goodAnswer);
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = goodAnswer;
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
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

/** What a raw answer with one error says of it. */
const extensionsOf = (answer: string): unknown => {
  const { errors } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)) as Answer<unknown>;
  return errors?.[0]?.extensions;
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

interface RawClient {
  received: () => string;
  closed: Promise<void>;
  socket: Socket;
}

/** A client that writes as it likes, and what came back. */
const rawClient = (bytes: string): RawClient => {
  const socket = connect(Number(new URL(gateway.origin).port), '127.0.0.1');
  sockets.push(socket);
  let received = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    received += text;
  });
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
  socket.write(bytes);
  return { received: () => received, closed, socket };
};

describe('the bounds', () => {
  it('of calls at Onebox hold: some wait for their turn, and what is more is refused', async () => {
    gateway = await startGateway(onebox.origin, { ONEBOX_MAX_IN_FLIGHT: '2', ONEBOX_MAX_QUEUED: '1' });
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

  it('of requests at once hold, and health checks are answered all the while', async () => {
    gateway = await startGateway(onebox.origin, { MAX_REQUESTS: '2' });
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

  it('of connections hold, and health checks are answered all the while', async () => {
    gateway = await startGateway(onebox.origin, { MAX_CONNECTIONS: '2' });
    const idle = [rawClient(''), rawClient(''), rawClient('')];
    await Promise.all(idle.map(({ socket }) => until(() => !socket.connecting)));
    const response = await post('a');
    expect(response.headers.get('connection')).toBe('close');
    await expectShed(response);
    expect(await healthOf()).toEqual([200, 200]);
  });

  describe('of the wait for a turn', () => {
    const requestOf = (caller: string): string => {
      const body = JSON.stringify({
        query: InstagramSessionDocument.toString(),
        variables: { id: documentedSessionId },
      });
      return (
        `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${caller}\r\nx-request-id: ${caller}\r\n` +
        `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
      );
    };
    const answersIn = (received: string): number => received.split('HTTP/1.1 200 ').length - 1;

    /** Makes the event loop stand still between what others write before and after it, as if all came at once. */
    const startBlocker = async (): Promise<() => void> => {
      const blocker = createServer((socket) =>
        socket.once('data', () => {
          const untilMs = Date.now() + 300;
          while (Date.now() < untilMs);
          blocker.close();
        }),
      ).listen(0, '127.0.0.1');
      await once(blocker, 'listening');
      const socket = connect((blocker.address() as AddressInfo).port, '127.0.0.1');
      sockets.push(socket);
      await once(socket, 'connect');
      return () => {
        socket.write('x');
      };
    };

    const connected = async (count: number): Promise<RawClient[]> => {
      const clients = Array.from({ length: count }, () => rawClient(''));
      await Promise.all(clients.map(({ socket }) => until(() => !socket.connecting)));
      return clients;
    };

    it('hold: all are answered that came before, what comes later is refused, and a health check is answered', async () => {
      gateway = await startGateway(onebox.origin, { MAX_WAIT_MS: '100' });
      const block = await startBlocker();
      const [many, late, health] = (await connected(3)) as [RawClient, RawClient, RawClient];
      many.socket.write(requestOf('early').repeat(40));
      block();
      late.socket.write(requestOf('late-1'));
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
      late.socket.write(requestOf('late-2'));
      await until(() => answersIn(late.received()) === 1);
    });

    it('are kept where nobody has waited, however long the event loop stood still', async () => {
      gateway = await startGateway(onebox.origin, { MAX_WAIT_MS: '100' });
      const block = await startBlocker();
      const [late] = (await connected(1)) as [RawClient];
      block();
      late.socket.write(requestOf('late'));
      await until(() => answersIn(late.received()) === 1);
    });

    it('forget who hung up in the line', async () => {
      gateway = await startGateway(onebox.origin, { MAX_REQUESTS: '40' });
      const [many, impatient] = (await connected(2)) as [RawClient, RawClient];
      many.socket.write('GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(500));
      impatient.socket.write(requestOf('impatient'));
      impatient.socket.resetAndDestroy();
      await until(() => many.received().split('HTTP/1.1 404 ').length - 1 === 500);
      expect(onebox.requests).toEqual([]);
      const held = holdAnswer(goodAnswer);
      onebox.answer = held.listener;
      const admitted = Array.from({ length: 40 }, (_, caller) => post(String(caller)));
      await until(() => onebox.requests.length === 40);
      held.release();
      for (const response of await Promise.all(admitted)) expect(response.status).toBe(200);
    });
  });

  it('of headers hold', async () => {
    gateway = await startGateway(onebox.origin);
    const { closed, received } = rawClient(
      `POST /graphql HTTP/1.1\r\nhost: x\r\nx-long: ${'y'.repeat(20_000)}\r\n\r\n`,
    );
    await closed;
    expect(received()).toMatch(/^HTTP\/1.1 431 /);
    expectBadInput(received());
  });

  it('of a body hold before it is read, also where it would be larger unpacked', async () => {
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
    expect(packed.status).toBe(400);
  });
});

/** One that was refused at Onebox's door has data besides: what needed no call. */
const expectShedInAnswer = async (response: Response): Promise<void> => {
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('1');
  const { errors } = (await response.json()) as Answer<unknown>;
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'OVERLOADED', retryable: true });
  expect(errors?.[0]?.extensions.retryAt).toMatch(/^\d{4}-/);
};

describe('a slow client', () => {
  const impatient = { CLIENT_TIMEOUT_MS: '300', OPERATION_TIMEOUT_MS: '500' };

  it.each([
    ['says nothing', ''],
    ['sends its headers a little at a time', 'POST /graphql HTTP/1.1\r\nhost: x\r\n'],
    [
      'sends its body a little at a time',
      'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{',
    ],
  ])('that %s is hung up on', async (_what, bytes) => {
    gateway = await startGateway(onebox.origin, impatient);
    const { closed, received, socket } = rawClient(bytes);
    const drip = setInterval(() => bytes !== '' && socket.writable && socket.write('x'), 50);
    await closed;
    clearInterval(drip);
    expect(received()).toMatch(/^HTTP\/1.1 408 /);
    expectBadInput(received());
  });

  it('that does not read its answers is hung up on', async () => {
    gateway = await startGateway(onebox.origin, impatient);
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
