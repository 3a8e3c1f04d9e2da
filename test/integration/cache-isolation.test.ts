import fc from 'fast-check';

import { CallerCache } from '../../src/cache/caller-cache';
import { type CacheStore } from '../../src/cache/cache-store';
import { GuardedStore } from '../../src/cache/guarded-store';
import { createMemoryStore } from '../../src/cache/memory-store';
import { Cancellation } from '../../src/onebox/cancellation';
import { InFlightCalls } from '../../src/onebox/in-flight-calls';
import { KnownCallers } from '../../src/onebox/known-callers';
import { OneboxDataSource } from '../../src/onebox/onebox-data-source';
import { brokenContract, OneboxError } from '../../src/onebox/onebox-error';
import {
  type CallOrigin,
  type OneboxCall,
  type OneboxHttp,
  type OneboxReading,
} from '../../src/onebox/onebox-http';
import { QuotaBackoff } from '../../src/onebox/quota-backoff';
import { decodedSessionId, parseSessionId } from '../../src/onebox/session-id';
import { type WireSession } from '../../src/onebox/wire-session';
import { answerJson, startFakeOnebox } from '../support/fake-onebox';
import { documentedSession } from '../support/fixtures';
import { startGateway } from '../support/gateway';
import { jwt } from '../support/tokens';

const ttlMs = 30_000;
const startMs = Date.parse('2026-11-25T12:00:00Z');

const expiry = { 'opaque-token': Infinity } as Record<string, number>;
const callers = [
  'opaque-token',
  ...[20, 900].map((lifeSeconds) => {
    const token = jwt({ sub: '55', sid: '169', exp: startMs / 1000 + lifeSeconds });
    expiry[token] = startMs + lifeSeconds * 1000;
    return token;
  }),
];
const sessionIds = ['A', 'B'].map((letter) => parseSessionId(`${letter.repeat(43)}=:${letter.repeat(22)}==`));

/** A session that says whose it is, and which of Onebox's answers it was. */
const sessionFor = (token: string, decodedId: string, answer: number) => ({
  ...documentedSession(),
  session: decodedId,
  profile: { id: String(answer), name: token },
});

const storeModes = ['sound', 'losing', 'failing', 'swapped', 'altered', 'cut', 'replayed'] as const;
const answers = ['good', 'partial', 'failure', 'quota', "another's session"] as const;

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      caller: fc.constantFrom(...callers),
      session: fc.constantFrom(...sessionIds),
      cacheControl: fc.constantFrom(undefined, undefined, 'no-cache', 'no-store'),
      anew: fc.constantFrom(false, false, false, true),
      isAnsweredAtOnce: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      which: fc.nat(),
      how: fc.oneof({ weight: 3, arbitrary: fc.constant('good' as const) }, fc.constantFrom(...answers)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.constantFrom(1, 9, 19, 20, 21, 29, 30, 31),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('store' as const),
      mode: fc.constantFrom('sound' as const, 'sound' as const, ...storeModes),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('forget' as const),
      caller: fc.constantFrom(...callers),
      session: fc.constantFrom(...sessionIds),
    }),
  },
);

/** A store in the hands of somebody who does with it what they like. */
function hostileStore(store: CacheStore, modeNow: () => (typeof storeModes)[number]): CacheStore {
  const written: [string, Buffer][] = [];
  return {
    ...store,
    get: async (key) => {
      const value = await store.get(key);
      switch (modeNow()) {
        case 'sound':
          return value;
        case 'losing':
          return undefined;
        case 'failing':
          throw new Error('failing');
        case 'swapped':
          return written.find(([other]) => other !== key)?.[1];
        case 'altered':
          return (
            value && Buffer.from(value.map((byte, index) => (index === value.length - 30 ? byte ^ 4 : byte)))
          );
        case 'cut':
          return value?.subarray(0, -7);
        case 'replayed':
          return written.find(([other]) => other === key)?.[1];
      }
    },
    set: async (key, value, lifeMs) => {
      written.push([key, value]);
      if (modeNow() === 'failing') throw new Error('failing');
      await store.set(key, value, lifeMs);
    },
  };
}

/** How many answers came from memory: without any, nothing would have been tested. */
let remembered = 0;

/** Runs the steps against the real cache, sharing and back-off; resolves with what was wrong with any answer. */
async function problemsOf(
  steps: (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[],
): Promise<string[]> {
  let nowMs = startMs;
  let mode: (typeof storeModes)[number] = 'sound';
  const now = (): Date => new Date(nowMs);
  const toldAtMs: number[] = [];
  const waiting: ((how: (typeof answers)[number]) => void)[] = [];
  // In place of HTTP: answers when a step says so.
  const http = {
    call: <T>({ path, read }: OneboxCall<T>, { bearer }: CallOrigin): Promise<OneboxReading<T>> =>
      new Promise((resolve, reject) => {
        const token = bearer?.toAuthorization().slice('Bearer '.length) ?? '';
        const id = path.slice(path.lastIndexOf('/') + 1);
        waiting.push((how) => {
          const told = sessionFor(token, decodedSessionId(parseSessionId(id)), toldAtMs.push(nowMs) - 1);
          if (how === 'partial') told.accounts.push({ id: '1' });
          if (how === "another's session") told.session = 'another';
          const refusal =
            how === 'failure' ? brokenContract('failure') : new OneboxError('quota-exhausted', 'quota');
          if (how === 'failure' || how === 'quota') reject(refusal);
          else
            resolve(
              Promise.resolve(told).then((body) => ({ answer: read(body), text: JSON.stringify(body) })),
            );
        });
      }),
  } as unknown as OneboxHttp;
  const options = {
    utcOffset: '+07:00',
    maxCalls: 100,
    clockSkewMs: 30_000,
    inFlight: new InFlightCalls(),
    quotaBackoff: new QuotaBackoff({ backoffMs: 15_000, now }),
    knownCallers: new KnownCallers(
      new CallerCache({
        store: new GuardedStore(
          hostileStore(createMemoryStore(1_000_000), () => mode),
          () => undefined,
        ),
        upstream: 'https://onebox.example',
        secret: '',
        ttlMs,
        now,
        onLook: () => undefined,
      }),
    ),
    now,
  };
  const dataSource = (caller: string, cacheControl?: string): OneboxDataSource =>
    new OneboxDataSource(
      http,
      {
        authorization: `Bearer ${caller}`,
        cacheControl,
        requestId: 'request',
        cancellation: () => new Cancellation(),
        observer: { begin: () => ({ traceparent: undefined, end: () => undefined }) },
      },
      options,
    );
  const problems: string[] = [];
  const reads: Promise<void>[] = [];
  const check = (
    caller: string,
    id: string,
    asked: { atMs: number; answersBefore: number; isAnew: boolean },
    { session, profile }: WireSession,
  ): void => {
    const answer = Number(profile.id);
    const isRemembered = answer < asked.answersBefore;
    if (isRemembered) remembered += 1;
    if (profile.name !== caller) problems.push(`${caller} got what is ${profile.name}'s`);
    if (session !== id) problems.push(`${caller} got another session`);
    if (isRemembered && asked.isAnew) problems.push(`${caller} asked for news and got what was remembered`);
    if (asked.atMs - (toldAtMs[answer] ?? 0) > ttlMs) problems.push(`${caller} got what is too old`);
    if (isRemembered && asked.atMs > (expiry[caller] ?? 0))
      problems.push(`${caller} got it after the token's end`);
  };
  for (const one of steps) {
    switch (one.do) {
      case 'read': {
        const { caller, session, cacheControl, anew, isAnsweredAtOnce } = one;
        const asked = {
          atMs: nowMs,
          answersBefore: toldAtMs.length,
          isAnew: anew || cacheControl === 'no-cache',
        };
        const waitingBefore = waiting.length;
        reads.push(
          dataSource(caller, cacheControl)
            .getInstagramSession(session, { anew })
            .then((read) => {
              check(caller, decodedSessionId(session), asked, read);
            })
            .catch((error: unknown) => {
              if (!(error instanceof OneboxError)) throw error;
            }),
        );
        await new Promise((resolve) => setImmediate(resolve));
        if (isAnsweredAtOnce && waiting.length > waitingBefore) waiting.pop()?.('good');
        break;
      }
      case 'answer':
        if (waiting.length > 0) waiting.splice(one.which % waiting.length, 1)[0]?.(one.how);
        break;
      case 'wait':
        nowMs += one.seconds * 1000;
        break;
      case 'store':
        mode = one.mode;
        break;
      case 'forget':
        await dataSource(one.caller)
          .forgetInstagramSession(one.session)
          .catch((error: unknown) => {
            if (!(error instanceof OneboxError)) throw error;
          });
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  const settled = Promise.allSettled(reads).then(() => 'settled');
  const next = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));
  while ((await Promise.race([settled, next()])) !== 'settled') waiting.shift()?.('good');
  await Promise.all(reads);
  return problems;
}

it('no caller gets what is for another, too old, or behind an expired token, in 10,000 random interleavings', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
      expect(await problemsOf(steps)).toEqual([]);
    }),
    { numRuns: 10_000 },
  );
  expect(remembered).toBeGreaterThan(1000);
}, 400_000);

it('no caller gets what is for another over HTTP, with ten callers at once', async () => {
  const onebox = await startFakeOnebox((request, response) => {
    const id = parseSessionId(decodeURIComponent((request.url ?? '').split('/').at(-1) ?? ''));
    const token = String(request.headers.authorization).slice('Bearer '.length);
    setTimeout(() => {
      answerJson(200, sessionFor(token, decodedSessionId(id), 1))(request, response);
    }, Math.random() * 5);
  });
  const gateway = await startGateway(onebox.origin, { CACHE_TTL_SECONDS: '600' });
  const wrong: unknown[] = [];
  await Promise.all(
    Array.from({ length: 40 }, async (_, index) => {
      for (let round = 0; round < 25; round += 1) {
        const token = `caller-${index % 10}`;
        const id = sessionIds[round % 2];
        const { data } = await gateway.ask<
          { instagramSession: { id: string; profile: { name: string } } },
          unknown
        >(
          'query ($id: ID!) { instagramSession(id: $id) { id profile { name } } }',
          { id },
          { authorization: `Bearer ${token}` },
        );
        const session = data?.instagramSession;
        if (session?.id !== id || session?.profile.name !== token) wrong.push([token, session]);
      }
    }),
  );
  expect(wrong).toEqual([]);
  expect(onebox.requests.length).toBeLessThan(200);
  await gateway.close();
  await onebox.close();
}, 30_000);
