import { type RequestListener } from 'node:http';

import { ClientDisconnected } from '../../../src/onebox/onebox-error';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSession } from '../../support/fixtures';
import { holdAnswer, until } from '../../support/onebox/held-response';
import {
  type MeasuredDataSources,
  measuredDataSources,
  readSession as read,
} from '../../support/gateway/measured-data-sources';

const bodyOf = (id: string, bytes: number): string =>
  JSON.stringify({ ...documentedSession(), session: Buffer.from(id, 'base64').toString() }).padEnd(bytes);
/** Returns any session, with a body of this number of bytes. */
const answerSessions =
  (bytes: number): RequestListener =>
  (request, response) => {
    respondJson(200, bodyOf(request.url?.split('/').at(-1) ?? '', bytes))(request, response);
  };
let onebox: FakeOnebox;
let sources: MeasuredDataSources | undefined;

beforeAll(async () => {
  onebox = await startFakeOnebox();
});

afterEach(() => sources?.close());

afterAll(() => onebox.close());

describe('the bytes of bodies', () => {
  it('are counted for each operation that received them, until it ends', async () => {
    const measured = (sources = measuredDataSources(onebox.origin));
    const held = holdAnswer(answerSessions(200_000));
    onebox.answer = held.listener;
    onebox.requests.length = 0;
    const [first, second] = [measured.begin(), measured.begin()];
    const reads = [read(first), read(second)];
    await until(() => onebox.requests.length === 1);
    held.release();
    expect(await Promise.all(reads)).toEqual(['ok', 'ok']);
    expect(measured.budget.bytes).toBe(400_000);
    first.end();
    expect(measured.budget.bytes).toBe(200_000);
    first.end();
    expect(measured.budget.bytes).toBe(200_000);
    second.end();
    expect(measured.budget.bytes).toBe(0);
  });

  it('are not counted for an operation that ended before they arrived', async () => {
    const measured = (sources = measuredDataSources(onebox.origin));
    const held = holdAnswer(answerSessions(200_000));
    onebox.answer = held.listener;
    const operation = measured.begin();
    const reading = read(operation);
    operation.end();
    held.release();
    expect(await reading).toBe('ok');
    await until(() => measured.budget.bytes === 0);
  });

  it('of the cache are counted like those of Onebox', async () => {
    const measured = (sources = measuredDataSources(onebox.origin, {}, { isCached: true }));
    onebox.answer = answerSessions(100_000);
    const first = measured.begin();
    expect(await read(first)).toBe('ok');
    first.end();
    onebox.answer = respondJson(500, {});
    const second = measured.begin();
    await until(() => measured.budget.bytes === 0);
    expect(await read(second)).toBe('ok');
    expect(measured.budget.bytes).toBe(100_000);
    second.end();
    expect(measured.budget.bytes).toBe(0);
  });

  it('are bounded for the process: a call that does not fit fails, and succeeds later', async () => {
    const measured = (sources = measuredDataSources(onebox.origin, { maxBytes: 250_000 }));
    onebox.answer = answerSessions(200_000);
    const [first, second] = [measured.begin('one'), measured.begin('two')];
    expect(await read(first)).toBe('ok');
    expect(await read(second)).toBe('gateway-busy');
    expect(measured.shed()).toBe(1);
    first.end();
    expect(await read(second)).toBe('ok');
    second.end();
    expect(measured.budget.bytes).toBe(0);
  });

  it('are bounded for the process where many operations share one body', async () => {
    const measured = (sources = measuredDataSources(onebox.origin, { maxBytes: 900_000 }));
    const held = holdAnswer(answerSessions(200_000));
    onebox.answer = held.listener;
    onebox.requests.length = 0;
    const operations = Array.from({ length: 10 }, () => measured.begin());
    const reads = operations.map((operation) => read(operation));
    await until(() => onebox.requests.length === 1);
    held.release();
    const outcomes = await Promise.all(reads);
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === 'gateway-busy')).toHaveLength(6);
    for (const operation of operations) operation.end();
    expect(measured.budget.bytes).toBe(0);
  });

  it('are bounded while they arrive without a content-length', async () => {
    const measured = (sources = measuredDataSources(onebox.origin, { maxBytes: 250_000 }));
    let sent = 0;
    onebox.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = (): void => {
        while (sent < 4_000_000 && !response.destroyed) {
          sent += 50_000;
          if (!response.write(' '.repeat(50_000))) {
            response.once('drain', more);
            return;
          }
        }
      };
      more();
    };
    const operation = measured.begin();
    expect(await read(operation)).toBe('gateway-busy');
    expect(measured.budget.bytes).toBe(0);
    operation.end();
  });

  it('are rejected by their content-length before they are read', async () => {
    const measured = (sources = measuredDataSources(onebox.origin, { maxBytes: 250_000 }));
    onebox.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '300000' });
      response.flushHeaders();
    };
    const operation = measured.begin();
    expect(await read(operation)).toBe('gateway-busy');
    operation.end();
  });

  it('are bounded for an operation: further reads of that operation fail with response-too-large', async () => {
    const measured = (sources = measuredDataSources(onebox.origin));
    onebox.answer = answerSessions(4_000_000);
    const [greedy, modest] = [measured.begin(), measured.begin()];
    const outcomes = [];
    for (let index = 0; index < 5; index += 1) outcomes.push(await read(greedy, index));
    expect(outcomes).toEqual(['ok', 'ok', 'ok', 'ok', 'response-too-large']);
    const together = await Promise.all([read(greedy, 6), read(modest, 6)]);
    expect(together).toEqual(['response-too-large', 'ok']);
    greedy.end();
    modest.end();
    expect(measured.budget.bytes).toBe(0);
  });

  it('of thirty sessions read at once never exceed the bound of the operation', async () => {
    const measured = (sources = measuredDataSources(onebox.origin));
    onebox.answer = answerSessions(4_000_000);
    const operation = measured.begin();
    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, index) => read(operation, index)));
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === 'response-too-large')).toHaveLength(26);
    expect(measured.budget.bytes).toBe(16_000_000);
    operation.end();
    expect(measured.budget.bytes).toBe(0);
  });

  it('are all released after many successes, failures, retries, cancellations and joins', async () => {
    const measured = (sources = measuredDataSources(onebox.origin, { maxBytes: 1_000_000 }));
    let asked = 0;
    const answers: RequestListener[] = [
      answerSessions(150_000),
      answerSessions(150),
      respondJson(503, ' '.repeat(100_000)),
      respondJson(200, 'x'.repeat(100_000)),
      (_request, response) => {
        response.writeHead(200, { 'content-length': '300000' });
        response.write(' '.repeat(150_000), () => response.destroy());
      },
      (request) => request.socket.destroy(),
      (request, response) => setTimeout(answerSessions(90_000), 20, request, response),
    ];
    onebox.answer = (request, response) => {
      asked += 1;
      answers[asked % answers.length]?.(request, response);
    };
    const run = async (index: number): Promise<unknown> => {
      const operation = measured.begin(`caller-${index % 7}`);
      const reads = Promise.all([read(operation, index % 3), read(operation, index % 5)]);
      if (index % 4 === 0) {
        setTimeout(() => {
          operation.cancellation.cancel(new ClientDisconnected());
          operation.end();
        }, index % 30);
      }
      const outcome = await reads;
      operation.end();
      return outcome;
    };
    const outcomes = new Set<unknown>();
    // In waves: of four hundred at once nearly all would find no room.
    for (let wave = 0; wave < 400; wave += 20) {
      const waved = await Promise.all(Array.from({ length: 20 }, (_, index) => run(wave + index)));
      for (const outcome of waved.flat()) outcomes.add(outcome);
    }
    expect([...outcomes]).toEqual(
      expect.arrayContaining([
        'ok',
        'contract-broken',
        'failed',
        'unreachable',
        'ClientDisconnected',
        'gateway-busy',
      ]),
    );
    await until(() => measured.budget.bytes === 0);
  });
});
