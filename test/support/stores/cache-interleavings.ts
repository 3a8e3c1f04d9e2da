import fc from 'fast-check';

import { CallerCache } from '../../../src/cache/caller-cache';
import { GuardedStore } from '../../../src/cache/guarded-store';
import { createMemoryStore } from '../../../src/cache/memory-store';
import { Cancellation } from '../../../src/onebox/client/cancellation';
import { BodyBudget } from '../../../src/onebox/bodies/body-budget';
import { CallerIdentities } from '../../../src/onebox/caller/caller-identity';
import { deduplicate } from '../../../src/onebox/policies/deduplicate';
import { OneboxDataSource } from '../../../src/onebox/onebox-data-source';
import { brokenContract, OneboxError } from '../../../src/onebox/onebox-error';
import { type OneboxClient } from '../../../src/onebox/client/onebox-client';
import { compose, type Next } from '../../../src/onebox/policies/policy';
import { quotaBackoff } from '../../../src/onebox/policies/quota-backoff';
import { decodedSessionId, parseSessionId } from '../../../src/onebox/sessions/session-id';
import { instagramSessionChannel } from '../../../src/onebox/sessions/session-channel';
import { TimeSlices } from '../../../src/onebox/bodies/time-slices';
import { type DecodedInstagramSession } from '../../../src/onebox/wire/instagram-session';
import { documentedSession } from '../fixtures';
import { hostileStore, storeModes } from './hostile-store';
import { jwt } from '../tokens';
import { silentObserver } from '../silent-observer';

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
/** The ids of the sessions that are read. */
export const sessionIds = ['A', 'B'].map((letter) =>
  parseSessionId(`${letter.repeat(43)}=:${letter.repeat(22)}==`),
);

/** A session with its caller and the number of the response. */
export const sessionFor = (
  token: string,
  decodedId: string,
  answer: number,
): ReturnType<typeof documentedSession> => ({
  ...documentedSession(),
  session: decodedId,
  profile: { id: String(answer), name: token },
});

const answers = ['good', 'partial', 'failure', 'quota', "another's session"] as const;

/** The next step: a caller reads, Onebox responds, time passes, the store changes, or a caller clears its entries. */
export const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('read' as const),
      caller: fc.constantFrom(...callers),
      session: fc.constantFrom(...sessionIds),
      cacheControl: fc.constantFrom(undefined, undefined, 'no-cache', 'no-store'),
      bypassCache: fc.constantFrom(false, false, false, true),
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

/**
 * Runs the steps against the real cache, deduplication and back-off. Resolves with the problems of all responses, and reports every
 * cached response.
 */
export async function problemsOf(
  steps: (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[],
  onRemembered: () => void,
): Promise<string[]> {
  let nowMs = startMs;
  let mode: (typeof storeModes)[number] = 'sound';
  const now = (): Date => new Date(nowMs);
  const toldAtMs: number[] = [];
  const bodyBudget = new BodyBudget({ maxBodyBytes: 1_000_000, onShed: () => undefined });
  const waiting: ((how: (typeof answers)[number]) => void)[] = [];
  // Replaces HTTP. Responds at a step.
  const exchange: Next = ({ request: { path, read }, origin, onBody }) =>
    new Promise((resolve, reject) => {
      const token = origin.bearer?.toAuthorization().slice('Bearer '.length) ?? '';
      const id = path.slice(path.lastIndexOf('/') + 1);
      waiting.push((how) => {
        const told = sessionFor(token, decodedSessionId(parseSessionId(id)), toldAtMs.push(nowMs) - 1);
        if (how === 'partial') told.accounts.push({ id: null });
        if (how === "another's session") told.session = 'another';
        const refusal =
          how === 'failure' ? brokenContract('failure') : new OneboxError('quota-exhausted', 'quota');
        if (how === 'failure' || how === 'quota') reject(refusal);
        else
          resolve(
            Promise.resolve(told).then((body) => {
              const received = bodyBudget.beginBody();
              const text = JSON.stringify(body);
              const json = { value: body, text, isLossy: true };
              onBody?.(json, received);
              return { value: read(json, received), text, body: received };
            }),
          );
      });
    });
  const call = compose(
    [
      deduplicate(new TimeSlices()),
      // The memory for 10,000 callers is allocated at once, which takes longer than everything else here.
      quotaBackoff({ backoffMs: 15_000, now, maxCallers: callers.length }),
    ],
    exchange,
  );
  const http = { call } as unknown as OneboxClient;
  const identities = new CallerIdentities({
    secret: '',
    cache: new CallerCache({
      store: new GuardedStore(
        hostileStore(createMemoryStore(1_000_000), () => mode),
        () => undefined,
      ),
      upstream: 'https://onebox.example',
      secret: '',
      ttlMs,
      now,
      onLookup: () => undefined,
    }),
    maxCallers: callers.length,
  });
  const options = {
    utcOffset: '+07:00',
    clockSkewMs: 30_000,
    timeSlices: new TimeSlices(),
    bodyBudget,
    now,
  };
  const dataSource = (caller: string, cacheControl?: string): OneboxDataSource =>
    new OneboxDataSource(
      http,
      {
        authorization: `Bearer ${caller}`,
        identity: identities.of(`Bearer ${caller}`),
        network: '127.0.0.1',
        cacheControl,
        requestId: 'request',
        cancellation: new Cancellation(),
        observer: silentObserver,
      },
      options,
    );
  const problems: string[] = [];
  const reads: Promise<void>[] = [];
  const check = (
    caller: string,
    id: string,
    asked: { atMs: number; answersBefore: number; bypassesCache: boolean },
    { session, profile }: DecodedInstagramSession,
  ): void => {
    const answer = Number(profile.id);
    const isRemembered = answer < asked.answersBefore;
    if (isRemembered) onRemembered();
    if (profile.name !== caller) problems.push(`${caller} got what is ${profile.name}'s`);
    if (session !== id) problems.push(`${caller} got another session`);
    if (isRemembered && asked.bypassesCache)
      problems.push(`${caller} asked for news and got what was cached`);
    if (asked.atMs - (toldAtMs[answer] ?? 0) > ttlMs) problems.push(`${caller} got what is too old`);
    if (isRemembered && asked.atMs > (expiry[caller] ?? 0))
      problems.push(`${caller} got it after the token's end`);
  };
  for (const one of steps) {
    switch (one.do) {
      case 'read': {
        const { caller, session, cacheControl, bypassCache, isAnsweredAtOnce } = one;
        const asked = {
          atMs: nowMs,
          answersBefore: toldAtMs.length,
          bypassesCache: bypassCache || cacheControl === 'no-cache',
        };
        const waitingBefore = waiting.length;
        reads.push(
          dataSource(caller, cacheControl)
            .getSession(instagramSessionChannel, session, { bypassCache })
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
          .deleteSession(instagramSessionChannel, one.session)
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
