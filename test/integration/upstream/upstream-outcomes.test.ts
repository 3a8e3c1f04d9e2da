import { loadConfig } from '../../../src/config/config';
import { BodyBudget } from '../../../src/onebox/bodies/body-budget';
import { Cancellation } from '../../../src/onebox/client/cancellation';
import { ClientDisconnected } from '../../../src/onebox/onebox-error';
import { OneboxClient } from '../../../src/onebox/client/onebox-client';
import { TimeSlices } from '../../../src/onebox/bodies/time-slices';
import { respondJson, type FakeOnebox, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { silentObserver } from '../../support/silent-observer';

const { upstreamOptions, onebox: oneboxOptions } = loadConfig({ sandbox: false }, {});

let onebox: FakeOnebox;
let http: OneboxClient;
const outcomes: string[] = [];

beforeAll(async () => {
  onebox = await startFakeOnebox(respondJson(200, '{}'));
  http = new OneboxClient({
    apiOrigin: onebox.origin,
    upstream: upstreamOptions,
    maxCalls: 100,
    quotaBackoffMs: 0,
    observer: {
      onAttempt: (outcome) => outcomes.push(outcome),
      onRetry: () => undefined,
      onShed: () => undefined,
      onCircuit: () => undefined,
    },
    utcOffset: oneboxOptions.utcOffset,
    timeSlices: new TimeSlices(),
    bodyBudget: new BodyBudget({ maxBodyBytes: upstreamOptions.maxBodyBytes, onShed: () => undefined }),
    now: () => new Date(),
  });
});

beforeEach(() => {
  outcomes.length = 0;
  ends.length = 0;
});

afterAll(async () => {
  await http.close();
  await onebox.close();
});

const ends: (number | undefined)[] = [];

const call = (read: (body: unknown) => unknown, cancellation = new Cancellation()): Promise<unknown> =>
  http.call({
    request: {
      method: 'GET',
      path: '/api/instagraph/session/x',
      endpoint: 'GET /api/instagraph/session/{id}',
      read,
    },
    origin: {
      requestId: 'request-1',
      observer: {
        ...silentObserver,
        begin: () => ({ traceHeaders: {}, end: ({ atMs }) => ends.push(atMs) }),
      },
      bearer: undefined,
      caller: undefined,
      client: { network: '127.0.0.1' },
      operation: { calls: 0, bodies: undefined },
    },
    deduplication: undefined,
    receive: () => undefined,
    onBody: undefined,
    hasOneWaiter: undefined,
    cancellation,
    deadlineMs: Infinity,
    attempt: 1,
  });

describe('the outcome of an attempt', () => {
  it('is ok for a body that can be decoded', async () => {
    await call(() => 'read');
    expect(outcomes).toEqual(['ok']);
  });

  it('is ok for a body with a byte order mark', async () => {
    const { answer } = onebox;
    onebox.answer = respondJson(200, '\ufeff{"read":true}');
    expect(await call((body) => body)).toMatchObject({ value: { value: { read: true } } });
    onebox.answer = answer;
    expect(outcomes).toEqual(['ok']);
  });

  it('has the time at which the body arrived, not the time of its parsing', async () => {
    const { answer } = onebox;
    onebox.answer = respondJson(200, JSON.stringify('long'.repeat(20_000)));
    let readAtMs = 0;
    await call(() => (readAtMs = performance.now()));
    onebox.answer = answer;
    expect(ends).toHaveLength(1);
    expect(ends[0]).toBeLessThan(readAtMs);
  });

  it('is cancelled when its client has disconnected', async () => {
    const caller = new Cancellation();
    const gone = call(() => undefined, caller);
    caller.cancel(new ClientDisconnected());
    await expect(gone).rejects.toBeInstanceOf(ClientDisconnected);
    expect(outcomes).toEqual(['cancelled']);
  });

  it('is unexpected when the gateway has a bug', async () => {
    const mistake = new TypeError('a mistake');
    await expect(
      call(() => {
        throw mistake;
      }),
    ).rejects.toBe(mistake);
    expect(outcomes).toEqual(['unexpected']);
  });
});
