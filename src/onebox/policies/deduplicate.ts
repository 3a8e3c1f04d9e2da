import { type ReceivedBody } from '../bodies/body-budget';
import { isLong, type TimeSlices } from '../bodies/time-slices';
import { Cancellation } from '../client/cancellation';
import { type JsonBody } from '../client/onebox-response';
import { ClientDisconnected } from '../onebox-error';
import { type Call, type Decoded, type Deduplication, type Next, type Policy } from './policy';

type SharedRead = Call & { deduplication: Deduplication };

/** A request that waits for the result of a reader. */
interface Waiter {
  call: SharedRead;
  resolve: (decoded: Decoded) => void;
  reject: (error: unknown) => void;
}

/** One of several ways to decode the body of a shared call, and the requests that wait for its result. */
interface Reader {
  call: SharedRead;
  waiters: Waiter[];
}

interface SharedCall {
  /** The caller's id, which contains no space, a space and the path. */
  key: string;
  /** The reader of the request that makes the call. */
  first: Reader;
  others: Reader[];
  /** The number of waiting requests. */
  waiting: number;
  /** Undefined before the body has arrived. */
  body: ReceivedBody | undefined;
  text: string;
  hasEnded: boolean;
  /** Whether the caller has changed no data since the call began, and no later call has replaced it. */
  isCurrent: boolean;
  cancellation: Cancellation;
}

/**
 * The entry of a shared call in a map. A map often replaces its table, and an old table keeps its entries alive until the next full
 * garbage collection. So `shared` is removed from the entry when the call ends.
 */
interface Entry {
  shared: SharedCall | undefined;
}

// The body stays in memory until the last reader has decoded it.
const maxOthers = 3;

/**
 * Concurrent equal reads of one caller share one call, because federation gateways split one operation into several requests.
 * Callers never share a call. A call without waiters is cancelled. A change ends the sharing of earlier reads.
 */
export function deduplicate(timeSlices: TimeSlices): Policy {
  const calls = new SharedCalls(timeSlices);
  return (call, next) => {
    const { origin, deduplication } = call;
    if (origin.caller !== undefined && deduplication !== undefined) {
      return calls.share(origin.caller.id, call as SharedRead, next);
    }
    return callUnshared(call, next).finally(() => {
      if (origin.caller !== undefined) calls.endSharing(origin.caller.id);
    });
  };
}

async function callUnshared(call: Call, next: Next): Promise<Decoded> {
  const decoded = await next(call);
  try {
    call.receive(decoded.value, decoded.body);
  } finally {
    decoded.body.drop();
  }
  return decoded;
}

/** The shared calls. Equal readers get one result. Other readers decode the body one after the other, in time slices. */
class SharedCalls {
  /** The calls that a read may join, by key. */
  readonly #calls = new Map<string, Entry>();
  /** Calls whose body is being decoded, which takes many turns if it is long. They cannot be joined, but may be cached. */
  readonly #reading: SharedCall[] = [];

  constructor(private readonly timeSlices: TimeSlices) {}

  /**
   * Joins the caller's call of the same path that is in flight, or makes a new one. Rejects with the error of that call, or with the
   * reason of the cancellation of `call`.
   */
  share(callerId: string, call: SharedRead, next: Next): Promise<Decoded> {
    const { request, deduplication, cancellation } = call;
    return new Promise((resolve, reject) => {
      cancellation.throwIfCancelled();
      const key = `${callerId} ${request.path}`;
      const running = deduplication.joinExisting ? this.#calls.get(key)?.shared : undefined;
      const joined = running && readerFor(running, call);
      const shared = running !== undefined && joined !== undefined ? running : newSharedCall(key, call);
      const reader = joined ?? shared.first;
      reader.waiters.push({ call, resolve, reject });
      shared.waiting += 1;
      cancellation.listen((reason) => {
        shared.waiting -= 1;
        if (shared.waiting === 0 && !shared.hasEnded) {
          this.#end(shared);
          shared.cancellation.cancel(new ClientDisconnected());
        }
        reject(reason);
      });
      if (joined === undefined) this.#start(shared, call, next);
      else joinObserver(call, shared);
    });
  }

  /** Ends the sharing of the caller's reads in flight, because their bodies may be older than a change. They are not cached. */
  endSharing(callerId: string): void {
    const prefix = `${callerId} `;
    for (const [key, entry] of this.#calls) {
      if (!key.startsWith(prefix)) continue;
      if (entry.shared !== undefined) entry.shared.isCurrent = false;
      entry.shared = undefined;
      this.#calls.delete(key);
    }
    for (const shared of this.#reading) if (shared.key.startsWith(prefix)) shared.isCurrent = false;
  }

  #start(shared: SharedCall, call: SharedRead, next: Next): void {
    const { first, others, cancellation } = shared;
    this.#replace(shared);
    let rest: Promise<void> | undefined;
    // After this the call cannot be joined.
    const onBody = (json: JsonBody, body: ReceivedBody): void => {
      this.#end(shared);
      this.#reading.push(shared);
      shared.body = body;
      shared.text = json.text;
      if (others.length > 0) rest = this.#readOneByOne(shared, json, body);
    };
    next({ ...call, onBody, cancellation, hasOneWaiter: () => shared.waiting <= 1 })
      .then(({ value, text }) => {
        if (shared.isCurrent) call.deduplication.cache(text, value);
        settle(first, shared, value);
        return rest;
      })
      .catch((error: unknown) => {
        this.#end(shared);
        for (const reader of [first, ...others]) fail(reader, error);
      })
      .finally(() => {
        const index = this.#reading.indexOf(shared);
        if (index >= 0) this.#reading.splice(index, 1);
        shared.body?.drop();
      });
  }

  async #readOneByOne(shared: SharedCall, json: JsonBody, body: ReceivedBody): Promise<void> {
    const slices = this.timeSlices.begin();
    for (const reader of shared.others) {
      await slices.next();
      try {
        const { read, readInSlices } = reader.call.request;
        const inSlices = isLong({ length: body.bytes }) ? readInSlices : undefined;
        settle(reader, shared, await (inSlices?.(json, body, slices) ?? read(json, body)));
      } catch (error) {
        fail(reader, error);
      }
    }
  }

  /** Lets further reads join `shared` instead of an older call, whose body cannot be newer. */
  #replace(shared: SharedCall): void {
    const older = this.#calls.get(shared.key);
    if (older?.shared !== undefined) older.shared.isCurrent = false;
    if (older !== undefined) older.shared = undefined;
    this.#calls.set(shared.key, { shared });
  }

  /** Ends the sharing of a call. */
  #end(shared: SharedCall): void {
    shared.hasEnded = true;
    const entry = this.#calls.get(shared.key);
    if (entry?.shared !== shared) return;
    this.#calls.delete(shared.key);
    entry.shared = undefined;
  }
}

function newSharedCall(key: string, call: SharedRead): SharedCall {
  return {
    key,
    first: { call, waiters: [] },
    others: [],
    waiting: 0,
    body: undefined,
    text: '',
    hasEnded: false,
    isCurrent: true,
    cancellation: new Cancellation(),
  };
}

/** Finds or adds the reader of `call`. Returns undefined where the call has too many readers. */
function readerFor({ first, others }: SharedCall, call: SharedRead): Reader | undefined {
  const { readerKey } = call.deduplication;
  const readsTheSame = (reader: Reader): boolean => reader.call.deduplication.readerKey === readerKey;
  if (readsTheSame(first)) return first;
  const existing = others.find(readsTheSame);
  if (existing !== undefined || others.length >= maxOthers) return existing;
  const reader = { call, waiters: [] };
  others.push(reader);
  return reader;
}

function joinObserver({ origin }: SharedRead, { first }: SharedCall): void {
  const maker = first.call.origin.observer;
  if (maker !== origin.observer) origin.observer.joined(maker);
}

function settle({ waiters }: Reader, { text, body }: SharedCall, value: unknown): void {
  for (const { call, resolve, reject } of waiters) {
    try {
      call.receive(value, body as ReceivedBody);
      resolve({ value, text, body: body as ReceivedBody });
    } catch (error) {
      reject(error);
    }
  }
}

function fail({ waiters }: Reader, error: unknown): void {
  for (const { reject } of waiters) reject(error);
}
