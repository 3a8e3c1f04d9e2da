import { BodyBudget } from '../../../../src/onebox/bodies/body-budget';
import { TimeSlices } from '../../../../src/onebox/bodies/time-slices';
import { CallerIdentities } from '../../../../src/onebox/caller/caller-identity';
import { Cancellation } from '../../../../src/onebox/client/cancellation';
import { type OneboxRequest } from '../../../../src/onebox/client/onebox-request';
import { deduplicate } from '../../../../src/onebox/policies/deduplicate';
import {
  type Call,
  type Decoded,
  type Next,
  type Deduplication,
} from '../../../../src/onebox/policies/policy';
import { silentObserver } from '../../../support/silent-observer';

const budget = new BodyBudget({ maxBodyBytes: 1000, onShed: () => undefined });

const identities = new CallerIdentities({ secret: '', cache: undefined, maxCallers: 10 });

/** A call of a caller's; a change where it is not shared. */
const callOf = (
  callerId: string,
  read: OneboxRequest<unknown>['read'],
  rest: Partial<Call> & { deduplication?: Deduplication } = {},
): Call => ({
  request: { method: 'GET', path: '/path', endpoint: 'GET /api/connection', read },
  origin: {
    requestId: 'request',
    observer: silentObserver,
    bearer: undefined,
    caller: identities.of(`Bearer ${callerId}`),
    client: { network: '127.0.0.1' },
    operation: { calls: 0, bodies: undefined },
  },
  deduplication: undefined,
  receive: () => undefined,
  onBody: undefined,
  hasOneWaiter: undefined,
  cancellation: new Cancellation(),
  deadlineMs: Infinity,
  attempt: 1,
  ...rest,
});

/** Shares a call whose body several readers read, and records the order of events. */
function shareOf(body: string) {
  const policy = deduplicate(new TimeSlices());
  const events: string[] = [];
  let started = 0;
  let turn = 0;
  const turns = new Set<number>();
  const count = (): void => {
    turn += 1;
    ticking = setImmediate(count);
  };
  let ticking = setImmediate(count);
  const exchange: Next = async ({ request, onBody }) => {
    started += 1;
    const received = budget.beginBody();
    await new Promise((resolve) => setTimeout(resolve, 10));
    received.grow(body.length);
    const json = { value: body, text: body, isLossy: false };
    onBody?.(json, received);
    return { value: request.read(json, received), text: body, body: received };
  };
  const share = async (callerId: string, readerKey: unknown, fail = false): Promise<unknown> => {
    const call = callOf(
      callerId,
      ({ value }) => {
        events.push(`${String(readerKey)} reads`);
        turns.add(turn);
        if (fail) throw new Error('unreadable');
        return `${String(value)} for ${String(readerKey)}`;
      },
      {
        deduplication: { readerKey, joinExisting: true, cache: () => undefined },
        receive: (_value, { bytes }) => events.push(`held ${bytes}: ${budget.bytes}`),
      },
    );
    return (await policy(call, exchange)).value;
  };
  return {
    share,
    events,
    started: () => started,
    /** In how many turns of the event loop the body was read. */
    turns: () => {
      clearImmediate(ticking);
      return turns.size;
    },
  };
}

it('deduplication makes one call for a caller, and decodes once for equal readers', async () => {
  const { share, events, started, turns } = shareOf('body');
  expect(await Promise.all([share('one', 'a'), share('one', 'a'), share('two', 'a')])).toEqual(
    Array(3).fill('body for a'),
  );
  expect(started()).toBe(2);
  expect(events.filter((event) => event === 'a reads')).toHaveLength(2);
  expect(turns()).toBeGreaterThan(0);
});

it('deduplication lets different readers read one body, each in a turn of its own, and holds the body until then', async () => {
  const { share, events, started, turns } = shareOf('body');
  await Promise.all([share('one', 'a'), share('one', 'b'), share('one', 'c')]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(started()).toBe(1);
  expect(turns()).toBe(3);
  expect(events.filter((event) => event.startsWith('held'))).toEqual(Array(3).fill('held 4: 4'));
  expect(budget.bytes).toBe(0);
});

it('deduplication makes a further call for a fifth reader', async () => {
  const { share, started, turns } = shareOf('body');
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => share('one', key)));
  expect(started()).toBe(2);
  expect(turns()).toBeGreaterThan(0);
});

it('deduplication rejects for the reader that fails, and for no later reader', async () => {
  const { share, turns } = shareOf('body');
  const [first, second] = await Promise.allSettled([share('one', 'a'), share('one', 'b', true)]);
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toMatchObject({ status: 'rejected' });
  expect(turns()).toBe(2);
});

it('deduplication caches nothing that is read before a change and decoded after it', async () => {
  const policy = deduplicate(new TimeSlices());
  const cached: string[] = [];
  let decode: (value: string) => void = () => undefined;
  const read = callOf('one', () => 'unused', {
    deduplication: { readerKey: 'a', joinExisting: true, cache: (text) => cached.push(text) },
  });
  read.request.readInSlices = () => new Promise((resolve) => (decode = resolve));
  const shared = policy(read, async ({ request }) => {
    const body = budget.beginBody();
    const json = { value: 'old', text: 'old', isLossy: false };
    const value = await request.readInSlices?.(json, body, new TimeSlices().begin());
    return { value, text: 'old', body };
  });
  const change = callOf('one', () => 'unused');
  await policy(change, () => Promise.resolve({ value: 'changed', text: '', body: budget.beginBody() }));
  decode('decoded');
  expect((await shared).value).toBe('decoded');
  expect(cached).toEqual([]);
});

it('deduplication caches nothing of a call whose place a later call has taken', async () => {
  const policy = deduplicate(new TimeSlices());
  const cached: string[] = [];
  const readWith = (answered: Promise<string>): Promise<Decoded> => {
    const deduplication: Deduplication = {
      readerKey: 'a',
      joinExisting: false,
      cache: (text) => cached.push(text),
    };
    const call = callOf('one', () => 'unused', { deduplication });
    return policy(call, async () => ({
      value: 'read',
      text: await answered,
      body: budget.beginBody(),
    }));
  };
  let end: (text: string) => void = () => undefined;
  const older = readWith(new Promise((resolve) => (end = resolve)));
  await readWith(Promise.resolve('newer'));
  end('older');
  await older;
  expect(cached).toEqual(['newer']);
});
