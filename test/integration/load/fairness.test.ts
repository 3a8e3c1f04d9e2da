import { InstagramSessionDocument } from '../../generated/graphql';
import { stopClock } from '../../support/fake-date';
import { documentedBody, documentedFields, documentedSessionId } from '../../support/fixtures';
import { type AnsweredError, startGateway, type TestGateway } from '../../support/gateway/gateway';
import { type FakeOnebox, respondJson, startFakeOnebox } from '../../support/onebox/fake-onebox';
import { holdAnswer, until } from '../../support/onebox/held-response';
import { sessionIdOf } from '../../support/onebox/varied-sessions';

const body = documentedFields('session.200.json');
const maxInFlight = 128;
const maxQueued = 512;

let onebox: FakeOnebox;
let gateway: TestGateway;

/** Returns any session. */
const goodAnswer: FakeOnebox['answer'] = (request, response) => {
  const id = request.url?.split('/').at(-1) ?? '';
  const session = Buffer.from(id, 'base64').toString();
  respondJson(200, { ...body, session })(request, response);
};

beforeEach(async () => {
  onebox = await startFakeOnebox(goodAnswer);
});

afterEach(async () => {
  jest.useRealTimers();
  await gateway.close();
  await onebox.close();
});

const read = async (caller: string, id = documentedSessionId): Promise<AnsweredError | undefined> =>
  (await gateway.ask(InstagramSessionDocument, { id }, { authorization: `Bearer ${caller}` })).errors?.[0];

/** Starts this number of reads of different sessions. */
const readMany = (caller: string, count: number): Promise<AnsweredError | undefined>[] =>
  Array.from({ length: count }, (_, index) => read(caller, sessionIdOf(`s${index}`)));

/** Holds the responses to these callers only. */
function hold(...callers: string[]): { release: () => void } {
  const held = holdAnswer(goodAnswer);
  const authorizations = callers.map((caller) => `Bearer ${caller}`);
  onebox.answer = (request, response) => {
    const isHeld = authorizations.includes(request.headers.authorization ?? '');
    (isHeld ? held.listener : goodAnswer)(request, response);
  };
  return held;
}

const callsOf = (caller: string): number =>
  onebox.requests.filter(({ headers }) => headers.authorization === `Bearer ${caller}`).length;

describe('the bulkhead of calls to Onebox', () => {
  beforeEach(async () => {
    gateway = await startGateway(onebox.origin);
  });

  it.each([
    ['accepted by Onebox', true, maxInFlight / 2],
    // Others of its address have a part of the address's half.
    ['new', false, Math.floor(maxInFlight / 3) + 1],
  ])(
    'serves other callers while the calls of a caller hang: %s',
    async (_what, isAccepted, share) => {
      if (isAccepted) await read('slow');
      onebox.requests.length = 0;
      const { release } = hold('slow');
      const slow = readMany('slow', 200);
      await until(() => callsOf('slow') === share);
      const others = Array.from({ length: 30 }, (_, index) => read(`other-${index}`));
      expect(await Promise.all(others)).toEqual(Array(30).fill(undefined));
      expect(callsOf('slow')).toBe(share);
      release();
      expect((await Promise.all(slow)).filter((error) => error !== undefined)).toEqual([]);
    },
    30_000,
  );

  it('rejects the calls of a caller beyond half of the queue, and of no other caller', async () => {
    await read('slow');
    onebox.requests.length = 0;
    const { release } = hold('slow');
    let refused = 0;
    const slow = readMany('slow', 400).map(async (answered) => {
      const error = await answered;
      if (error?.extensions.code === 'OVERLOADED') refused += 1;
    });
    await until(() => refused === 400 - maxInFlight / 2 - maxQueued / 2);
    expect(await Promise.all(['other-1', 'other-2'].map((caller) => read(caller)))).toEqual([
      undefined,
      undefined,
    ]);
    release();
    await Promise.all(slow);
    expect(refused).toBe(400 - maxInFlight / 2 - maxQueued / 2);
  }, 30_000);
});

describe('the share of concurrent requests of a caller', () => {
  it('leaves places for others while deduplicated requests of one caller hang', async () => {
    gateway = await startGateway(onebox.origin, { MAX_REQUESTS: '20' });
    await read('slow');
    onebox.requests.length = 0;
    const { release } = hold('slow');
    let rejected = 0;
    const slow = Array.from({ length: 30 }, async () => {
      const error = await read('slow');
      if (error?.extensions.code === 'OVERLOADED') rejected += 1;
    });
    // Ten run, since as many are left.
    await until(() => rejected === 20);
    expect(callsOf('slow')).toBe(1);
    const others = Array.from({ length: 3 }, (_, index) => read(`other-${index}`));
    expect(await Promise.all(others)).toEqual(Array(3).fill(undefined));
    release();
    await Promise.all(slow);
    expect(await read('slow')).toBeUndefined();
  });
});

describe('the rate limit of a caller', () => {
  it('counts requests that get a 401 for one session', async () => {
    gateway = await startGateway(onebox.origin, { RATE_LIMIT_CALLER: '20' });
    stopClock(new Date('2026-11-25T11:00:00Z'));
    const refusal = respondJson(401, documentedBody('error.401.expired-token.json'));
    let limited = 0;
    for (let count = 1; count <= 120; count += 1) {
      onebox.answer = count % 15 === 0 ? refusal : goodAnswer;
      if ((await read('caller'))?.extensions.reason === 'TOO_MANY_REQUESTS') limited += 1;
    }
    expect(limited).toBe(100);
  });

  it('is the only limit in the header fields of responses', async () => {
    gateway = await startGateway(onebox.origin, { RATE_LIMIT_CALLER: '2' });
    stopClock(new Date('2026-11-25T11:00:15Z'));
    const headersOf = async (headers: Record<string, string>): Promise<(string | null)[]> => {
      const response = await fetch(`${gateway.origin}/graphql?query={__typename}`, { headers });
      await response.text();
      return ['ratelimit-policy', 'ratelimit', 'retry-after'].map((name) => response.headers.get(name));
    };
    const caller = { authorization: 'Bearer caller' };
    const policy = '"caller";q=2;w=60';
    expect(await headersOf(caller)).toEqual([policy, '"caller";r=1;t=45', null]);
    expect(await headersOf(caller)).toEqual([policy, '"caller";r=0;t=45', null]);
    // Half of the minute that follows must pass until only one of the two counts.
    expect(await headersOf(caller)).toEqual([policy, '"caller";r=0;t=75', '75']);
    jest.setSystemTime(new Date('2026-11-25T11:01:30Z'));
    expect(await headersOf(caller)).toEqual([policy, '"caller";r=0;t=30', null]);
    expect(await headersOf({ 'apollo-require-preflight': '1' })).toEqual([null, null, null]);
  });
});

describe('the rate limit of an address', () => {
  it('does not reject tokens that Onebox has accepted, also in the next minute', async () => {
    gateway = await startGateway(onebox.origin, { RATE_LIMIT_ADDRESS: '3' });
    stopClock(new Date('2026-11-25T11:00:00Z'));
    expect(await read('honest')).toBeUndefined();
    const refusal = respondJson(401, { records: { errorCode: 401, userMessage: 'no' } });
    const makeUpTokens = async (): Promise<(string | undefined)[]> => {
      onebox.answer = refusal;
      const reasons: (string | undefined)[] = [];
      for (let count = 0; count < 5; count += 1) {
        reasons.push((await read(`made-up-${Date.now()}-${count}`))?.extensions.reason);
      }
      onebox.answer = goodAnswer;
      return reasons;
    };
    expect((await makeUpTokens()).slice(3)).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS']);
    expect(await read('honest')).toBeUndefined();
    jest.setSystemTime(new Date('2026-11-25T11:01:00Z'));
    // The minute before counts until it has passed.
    expect(new Set(await makeUpTokens())).toEqual(new Set(['TOO_MANY_REQUESTS']));
    expect(await read('honest')).toBeUndefined();
  });
});
