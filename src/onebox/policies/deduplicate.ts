import { type ReceivedBody } from '../bodies/body-budget';
import { isLong, type TimeSlices } from '../bodies/time-slices';
import { Cancellation } from '../client/cancellation';
import { type JsonBody } from '../client/onebox-response';
import { CallerGone } from '../onebox-error';
import { type Call, type Decoded, type Next, type Policy, type Sharing } from './policy';

type SharedRead = Call & { sharing: Sharing };

/** A request that waits for what a reader reads. */
interface Waiter {
  call: SharedRead;
  resolve: (decoded: Decoded) => void;
  reject: (error: unknown) => void;
}

/** One way of several to read the body of a shared call. */
interface Reader {
  call: SharedRead;
  waiters: Waiter[];
}

interface SharedCall {
  /** The caller's id, which has no space in it, and the path. */
  key: string;
  /** Of the request that makes the call. */
  first: Reader;
  others: Reader[];
  /** How many requests wait. */
  waiting: number;
  /** What arrived; undefined before. */
  body: ReceivedBody | undefined;
  text: string;
  isOver: boolean;
  /** Whether, since it began, the caller has changed nothing, and no other call has taken its place. */
  isCurrent: boolean;
  cancellation: Cancellation;
}

/**
 * Where a map holds a shared call. A map replaces its table again and again as entries come and go. The garbage collector takes what
 * an old table holds for alive until its next full collection, so `shared` is removed when the call is over.
 */
interface Entry {
  shared: SharedCall | undefined;
}

// The body is held until the last reader has read it.
const maxOthers = 3;

/**
 * Makes one call where a caller asks for the same thing twice at once: federation gateways split one operation into several
 * requests. Nothing is kept once it is answered, and nothing is ever shared between callers. A call for which nobody waits
 * any more is cut short. After a change of the caller's, nobody joins a read that began before it.
 */
export function deduplicate(timeSlices: TimeSlices): Policy {
  const calls = new SharedCalls(timeSlices);
  return (call, next) => {
    const { origin, sharing } = call;
    if (origin.caller !== undefined && sharing !== undefined) {
      return calls.share(origin.caller.id, call as SharedRead, next);
    }
    return receiveSole(call, next).finally(() => {
      if (origin.caller !== undefined) calls.forget(origin.caller.id);
    });
  };
}

async function receiveSole(call: Call, next: Next): Promise<Decoded> {
  const decoded = await next(call);
  try {
    call.receive(decoded.answer, decoded.body);
  } finally {
    decoded.body.drop();
  }
  return decoded;
}

/** Whoever reads the same of the body gets the same result. The others read one after the other, each in a turn of its own. */
class SharedCalls {
  /** By their keys. */
  readonly #calls = new Map<string, Entry>();
  /** Those that nobody can join any more, and that may be cached: to read a long body takes many turns. */
  readonly #reading: SharedCall[] = [];

  constructor(private readonly timeSlices: TimeSlices) {}

  /**
   * What `call` reads: from the caller's call of the same path that is in flight, else from a new one. Throws what that
   * throws, or the reason for which the call's own waiting was cancelled.
   */
  share(callerId: string, call: SharedRead, next: Next): Promise<Decoded> {
    const { request, sharing, cancellation } = call;
    return new Promise((resolve, reject) => {
      cancellation.throwIfCancelled();
      const key = `${callerId} ${request.path}`;
      const running = sharing.joinExisting ? this.#calls.get(key)?.shared : undefined;
      const joined = running && readerFor(running, call);
      const shared = running !== undefined && joined !== undefined ? running : newSharedCall(key, call);
      const reader = joined ?? shared.first;
      reader.waiters.push({ call, resolve, reject });
      shared.waiting += 1;
      cancellation.listen((reason) => {
        shared.waiting -= 1;
        if (shared.waiting === 0 && !shared.isOver) {
          this.#end(shared);
          shared.cancellation.cancel(new CallerGone());
        }
        reject(reason);
      });
      if (joined === undefined) this.#start(shared, call, next);
      else joinObserver(call, shared);
    });
  }

  /** Lets nobody join the caller's calls any more: what they will answer may be from before a change. */
  forget(callerId: string): void {
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
    // From here on nobody joins.
    const onBody = (json: JsonBody, body: ReceivedBody): void => {
      this.#end(shared);
      this.#reading.push(shared);
      shared.body = body;
      shared.text = json.text;
      if (others.length > 0) rest = this.#readOneByOne(shared, json, body);
    };
    next({ ...call, onBody, cancellation, isSole: () => shared.waiting <= 1 })
      .then(({ answer, text }) => {
        if (shared.isCurrent) call.sharing.remember(text, answer);
        settle(first, shared, answer);
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

  /** Lets the next ones join `shared`. What it answers is as new as what the call that they joined before will answer, or newer. */
  #replace(shared: SharedCall): void {
    const older = this.#calls.get(shared.key);
    if (older?.shared !== undefined) older.shared.isCurrent = false;
    if (older !== undefined) older.shared = undefined;
    this.#calls.set(shared.key, { shared });
  }

  /** Lets nobody join it any more. */
  #end(shared: SharedCall): void {
    shared.isOver = true;
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
    isOver: false,
    isCurrent: true,
    cancellation: new Cancellation(),
  };
}

/** The one that reads what `call` reads; undefined where there are too many others. */
function readerFor({ first, others }: SharedCall, call: SharedRead): Reader | undefined {
  const { readerKey } = call.sharing;
  const readsTheSame = (reader: Reader): boolean => reader.call.sharing.readerKey === readerKey;
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

function settle({ waiters }: Reader, { text, body }: SharedCall, answer: unknown): void {
  for (const { call, resolve, reject } of waiters) {
    try {
      call.receive(answer, body as ReceivedBody);
      resolve({ answer, text, body: body as ReceivedBody });
    } catch (error) {
      reject(error);
    }
  }
}

function fail({ waiters }: Reader, error: unknown): void {
  for (const { reject } of waiters) reject(error);
}
