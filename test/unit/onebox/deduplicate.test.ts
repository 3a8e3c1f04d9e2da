import { BodyBudget } from '../../../src/onebox/bodies/body-budget';
import { Cancellation } from '../../../src/onebox/client/cancellation';
import { InFlightCalls, type OneboxRead, type StartCall } from '../../../src/onebox/policies/deduplicate';
import { TimeSlices } from '../../../src/onebox/bodies/time-slices';

const budget = new BodyBudget({ maxBodyBytes: 1000, onShed: () => undefined });

/** Shares a call whose body is `body`, read by several readers, and tells what happened in which order. */
function shareOf(body: string) {
  const calls = new InFlightCalls(new TimeSlices());
  const events: string[] = [];
  let started = 0;
  let turn = 0;
  const turns = new Set<number>();
  const count = (): void => {
    turn += 1;
    ticking = setImmediate(count);
  };
  let ticking = setImmediate(count);
  const start: StartCall<string> = async (call) => {
    started += 1;
    const received = budget.beginBody();
    await new Promise((resolve) => setTimeout(resolve, 10));
    received.grow(body.length);
    const json = { value: body, text: body, isPlain: false };
    return { answer: call.read(json, received), text: body, body: received };
  };
  const share = (callerId: string, readerKey: unknown, fail = false): Promise<string> => {
    const call: OneboxRead<string> = {
      method: 'GET',
      path: '/path',
      endpoint: 'GET /api/connection',
      readerKey,
      read: ({ value }) => {
        events.push(`${String(readerKey)} reads`);
        turns.add(turn);
        if (fail) throw new Error('unreadable');
        return `${String(value)} for ${String(readerKey)}`;
      },
    };
    return calls.share(callerId, call, start, {
      joinExisting: true,
      remember: undefined,
      receive: (_answer, { bytes }) => events.push(`held ${bytes}: ${budget.bytes}`),
      cancellation: new Cancellation(),
    });
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

it('makes one call for a caller, and one reading for equal readers', async () => {
  const { share, events, started, turns } = shareOf('body');
  expect(await Promise.all([share('one', 'a'), share('one', 'a'), share('two', 'a')])).toEqual(
    Array(3).fill('body for a'),
  );
  expect(started()).toBe(2);
  expect(events.filter((event) => event === 'a reads')).toHaveLength(2);
  expect(turns()).toBeGreaterThan(0);
});

it('lets different readers read one body, each in a turn of its own, and holds it until then', async () => {
  const { share, events, started, turns } = shareOf('body');
  await Promise.all([share('one', 'a'), share('one', 'b'), share('one', 'c')]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(started()).toBe(1);
  expect(turns()).toBe(3);
  expect(events.filter((event) => event.startsWith('held'))).toEqual(Array(3).fill('held 4: 4'));
  expect(budget.bytes).toBe(0);
});

it('makes a further call for a fifth reader', async () => {
  const { share, started, turns } = shareOf('body');
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => share('one', key)));
  expect(started()).toBe(2);
  expect(turns()).toBeGreaterThan(0);
});

it('rejects for the reader that fails, and for no other that reads later', async () => {
  const { share, turns } = shareOf('body');
  const [first, second] = await Promise.allSettled([share('one', 'a'), share('one', 'b', true)]);
  expect(first).toMatchObject({ status: 'fulfilled' });
  expect(second).toMatchObject({ status: 'rejected' });
  expect(turns()).toBe(2);
});

it('remembers nothing that is read before a change and decoded after it', async () => {
  const calls = new InFlightCalls(new TimeSlices());
  const remembered: string[] = [];
  let decode: (answer: string) => void = () => undefined;
  const shared = calls.share<string>(
    'one',
    {
      method: 'GET',
      path: '/path',
      endpoint: 'GET /api/connection',
      readerKey: 'a',
      read: () => 'unused',
      readInSlices: () => new Promise((resolve) => (decode = resolve)),
    },
    async (call) => {
      const body = budget.beginBody();
      const json = { value: 'old', text: 'old', isPlain: false };
      const answer = await call.readInSlices?.(json, body, new TimeSlices().begin());
      return { answer: answer ?? '', text: 'old', body };
    },
    {
      joinExisting: true,
      remember: (text) => remembered.push(text),
      receive: () => undefined,
      cancellation: new Cancellation(),
    },
  );
  calls.forget('one');
  decode('decoded');
  expect(await shared).toBe('decoded');
  expect(remembered).toEqual([]);
});
