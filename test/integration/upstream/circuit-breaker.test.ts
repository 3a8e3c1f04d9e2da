import { setTimeout as wait } from 'node:timers/promises';

import { InstagramSessionDocument } from '../../generated/graphql';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedBody, documentedSessionId } from '../../support/fixtures';
import { startGateway, type TestGateway } from '../../support/gateway/gateway';
import { holdAnswer, until } from '../../support/onebox/held-response';

const minCalls = 10;
const pauseMs = 500;
const goodAnswer = respondJson(200, documentedBody('session.200.json'));

let onebox: FakeOnebox;
let gateway: TestGateway;

beforeEach(async () => {
  onebox = await startFakeOnebox(goodAnswer);
  gateway = await startGateway(
    onebox.origin,
    { ONEBOX_TIMEOUT_MS: '200' },
    { upstreamOptions: { breakerMinCalls: minCalls, breakerPauseMs: pauseMs, maxRetries: 0 } },
  );
});

afterEach(async () => {
  await gateway.close();
  await onebox.close();
});

const readSession = async (caller = 'a') => {
  const { errors } = await gateway.ask(
    InstagramSessionDocument,
    { id: documentedSessionId },
    { authorization: `Bearer caller-${caller}` },
  );
  return errors?.[0]?.extensions;
};
/** Makes one call for each of this number of callers. */
const readAsMany = async (callers: number): Promise<void> => {
  for (let caller = 0; caller < callers; caller += 1) await readSession(`of-many-${caller}`);
};

// Callers whose token Onebox has not accepted count as one.
beforeEach(() => readAsMany(minCalls));

describe('the circuit breaker, when the calls of many callers fail', () => {
  it.each([
    ['with 500', respondJson(500, '')],
    ['with 503', respondJson(503, '')],
    ['with a closed connection', ({ socket }: { socket: { destroy(): unknown } }) => void socket.destroy()],
    ['with a timeout', () => undefined],
  ])('%s, opens the circuit, and returns CIRCUIT_OPEN with retryAt', async (_how, answer) => {
    onebox.answer = answer;
    await readAsMany(minCalls);
    onebox.requests.length = 0;
    const refused = await readSession();
    expect(refused).toMatchObject({ code: 'ONEBOX_UNAVAILABLE', reason: 'CIRCUIT_OPEN', retryable: true });
    const inMs = new Date(refused?.retryAt ?? Number.NaN).getTime() - Date.now();
    expect(inMs).toBeLessThanOrEqual(pauseMs);
    expect(inMs).toBeGreaterThan(-pauseMs);
    expect(onebox.requests).toEqual([]);
  });

  it('tests Onebox with one call after the pause, and closes the circuit when it succeeds', async () => {
    onebox.answer = respondJson(503, '');
    await readAsMany(minCalls);
    await wait(pauseMs + 50);
    onebox.requests.length = 0;
    const held = holdAnswer(goodAnswer);
    onebox.answer = held.listener;
    const trying = readSession('a');
    await until(() => onebox.requests.length > 0);
    const meanwhile = await Promise.all(['b', 'c', 'd'].map(readSession));
    expect(meanwhile.map((error) => error?.reason)).toEqual(Array(3).fill('CIRCUIT_OPEN'));
    held.release();
    expect(await trying).toBeUndefined();
    expect(onebox.requests).toHaveLength(1);
    expect(await Promise.all(['b', 'c', 'd'].map(readSession))).toEqual([undefined, undefined, undefined]);
  });

  it('opens the circuit again when the test call fails', async () => {
    onebox.answer = respondJson(503, '');
    await readAsMany(minCalls);
    await wait(pauseMs + 50);
    onebox.requests.length = 0;
    expect((await readSession())?.reason).toBe('UPSTREAM_FAILED');
    expect((await readSession())?.reason).toBe('CIRCUIT_OPEN');
    expect(onebox.requests).toHaveLength(1);
  });

  it('keeps the circuit open when the client of the test call disconnects', async () => {
    onebox.answer = respondJson(503, '');
    await readAsMany(minCalls);
    await wait(pauseMs + 50);
    onebox.requests.length = 0;
    onebox.answer = () => undefined;
    const disconnect = new AbortController();
    const trying = fetch(`${gateway.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer caller-a' },
      body: JSON.stringify({
        query: InstagramSessionDocument.toString(),
        variables: { id: documentedSessionId },
      }),
      signal: disconnect.signal,
    });
    await until(() => onebox.requests.length > 0);
    disconnect.abort();
    await expect(trying).rejects.toThrow();
    await wait(50);
    expect((await readSession('b'))?.reason).toBe('CIRCUIT_OPEN');
  });
});

describe('the circuit breaker, when the calls of one caller fail', () => {
  const sick = 'Bearer caller-sick';
  const failForOne: FakeOnebox['answer'] = (request, response) => {
    (request.headers.authorization === sick ? respondJson(500, '') : goodAnswer)(request, response);
  };

  it.each([
    ['that Onebox has accepted', true],
    ['that is new', false],
  ])('opens the circuit for that caller alone, with a token %s', async (_what, isAccepted) => {
    if (isAccepted) await readSession('sick');
    onebox.answer = failForOne;
    const reasons: (string | undefined)[] = [];
    for (let time = 0; time < 40; time += 1) reasons.push((await readSession('sick'))?.reason);
    // One call tests Onebox after each pause.
    expect(new Set(reasons)).toEqual(new Set(['UPSTREAM_FAILED', 'CIRCUIT_OPEN']));
    expect(await Promise.all(['of-many-0', 'new'].map(readSession))).toEqual([undefined, undefined]);
  });

  it('closes the circuit for that caller when its test call succeeds', async () => {
    onebox.answer = failForOne;
    for (let time = 0; time < minCalls; time += 1) await readSession('sick');
    expect((await readSession('sick'))?.reason).toBe('CIRCUIT_OPEN');
    onebox.answer = goodAnswer;
    await wait(pauseMs + 50);
    expect(await readSession('sick')).toBeUndefined();
    expect(await readSession('sick')).toBeUndefined();
  });
});

it('the circuit breaker opens the circuit for all callers when the connections of one fail', async () => {
  await onebox.close();
  for (let time = 0; time < 2 * minCalls; time += 1) await readSession('of-many-0');
  expect((await readSession('of-many-1'))?.reason).toBe('CIRCUIT_OPEN');
  onebox = await startFakeOnebox(goodAnswer);
});

describe('the circuit breaker keeps the circuit closed', () => {
  it.each([
    ['an expired token', respondJson(401, documentedBody('error.401.expired-token.json'))],
    ['an expired token with HTTP 500', respondJson(500, documentedBody('error.401.expired-token.json'))],
    ['an unknown session', respondJson(404, '')],
    ['HTTP 429', respondJson(429, '')],
    ['an undocumented body', respondJson(200, '<html>')],
  ])('after responses with %s', async (_what, answer) => {
    onebox.answer = answer;
    await readAsMany(3 * minCalls);
    onebox.answer = goodAnswer;
    expect(await readSession('b')).toBeUndefined();
  });
});
