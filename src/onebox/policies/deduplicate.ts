import { type ReceivedBody } from '../bodies/body-budget';
import { Cancellation } from '../client/cancellation';
import { type JsonBody } from '../client/onebox-response';
import { type OneboxRequest } from '../client/onebox-request';
import { CallerGone } from '../onebox-error';
import { type DecodedResponse } from '../client/onebox-client';
import { isLong, type TimeSlices } from '../bodies/time-slices';

/** A call that only reads. */
export interface OneboxRead<T> extends OneboxRequest<T> {
  method: 'GET';
  /** The same for calls of one path whose `read` gives the same. */
  readerKey: unknown;
}

/** How a call is shared. */
export interface Sharing<T> {
  /** Whether a call that was there before will do. */
  joinExisting: boolean;
  /** What to do with the text of a new call's body which nobody has asked to forget meanwhile. */
  remember: ((text: string, answer: T) => void) | undefined;
  /** Receives what was read of the body. What it throws, the one who shares gets. */
  receive: (answer: T, body: ReceivedBody) => void;
  /** Of the one who shares. */
  cancellation: Cancellation;
}

/** Makes a call, which the cancellation cuts short. `isSole` says whether only one waits for it. */
export type StartCall<T> = (
  call: OneboxRead<T>,
  cancellation: Cancellation,
  isSole: () => boolean,
) => Promise<DecodedResponse<T>>;

/** One way of several to read the body of a shared call, and what it gave. */
interface Reader {
  call: OneboxRead<unknown>;
  answer: Promise<unknown>;
  resolve: (answer: unknown) => void;
  reject: (error: unknown) => void;
}

interface SharedCall {
  /** By their keys. */
  readers: Map<unknown, Reader>;
  /** How many wait for an answer. */
  waiting: number;
  /** What arrived; undefined before. */
  body: ReceivedBody | undefined;
  isOver: boolean;
  /** Whether nobody has asked to forget the caller's calls since it began. */
  isCurrent: boolean;
  cancellation: Cancellation;
}

// The body is held until the last of them has read it.
const maxReaders = 4;

/**
 * The calls that have no answer yet, so that a caller who asks for the same thing twice at once makes one call:
 * federation gateways split one operation into several requests. Nothing is remembered once it is answered, and
 * nothing is ever shared between callers. A call for which nobody waits any more is cut short.
 *
 * Whoever reads the same of the body gets the same result. The others read one after the other, each in a turn of its own.
 */
export class InFlightCalls {
  /** By the caller's id, which has no space in it, and the path. */
  readonly #calls = new Map<string, SharedCall>();
  /** Those that nobody can join any more, and that may be remembered: to read a long body takes many turns. */
  readonly #reading = new Map<SharedCall, string>();

  constructor(private readonly timeSlices: TimeSlices) {}

  /**
   * What `call` reads: from the caller's call of the same path that is in flight, else from a new one. Throws what that
   * throws, or the reason for which the sharer's own waiting was cancelled.
   */
  share<T>(
    callerId: string,
    call: OneboxRead<T>,
    start: StartCall<T>,
    { joinExisting, remember, receive, cancellation }: Sharing<T>,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      cancellation.throwIfCancelled();
      const key = `${callerId} ${call.path}`;
      const running = joinExisting ? this.#calls.get(key) : undefined;
      const canJoin =
        running !== undefined && (running.readers.has(call.readerKey) || running.readers.size < maxReaders);
      const shared = canJoin ? running : this.#start(key, call, start, remember);
      shared.waiting += 1;
      const stopWaiting = (reason: Error): void => {
        shared.waiting -= 1;
        if (shared.waiting === 0 && !shared.isOver) {
          this.#end(key, shared);
          shared.cancellation.cancel(new CallerGone());
        }
        reject(reason);
      };
      cancellation.listen(stopWaiting);
      (readerOf(shared, call).answer as Promise<T>)
        .then((answer) => {
          receive(answer, shared.body as ReceivedBody);
          resolve(answer);
        })
        .catch(reject);
    });
  }

  /** Lets nobody join the caller's calls any more: what they will answer may be from before a change. */
  forget(callerId: string): void {
    const prefix = `${callerId} `;
    for (const [key, shared] of this.#calls) {
      if (!key.startsWith(prefix)) continue;
      shared.isCurrent = false;
      this.#calls.delete(key);
    }
    for (const [shared, key] of this.#reading) if (key.startsWith(prefix)) shared.isCurrent = false;
  }

  #start<T>(
    key: string,
    call: OneboxRead<T>,
    start: StartCall<T>,
    remember: ((text: string, answer: T) => void) | undefined,
  ): SharedCall {
    const cancellation = new Cancellation();
    const shared: SharedCall = {
      readers: new Map(),
      waiting: 0,
      body: undefined,
      isOver: false,
      isCurrent: true,
      cancellation,
    };
    const first = readerOf(shared, call);
    this.#calls.set(key, shared);
    let rest: Promise<void> | undefined;
    // From here on nobody joins.
    const arrive = (json: JsonBody, body: ReceivedBody): void => {
      this.#end(key, shared);
      this.#reading.set(shared, key);
      shared.body = body;
      const others = [...shared.readers.values()].slice(1);
      if (others.length > 0) rest = this.#readOneByOne(others, json, body);
    };
    const { readInSlices } = call;
    const started: OneboxRead<T> = {
      ...call,
      read: (json, body) => {
        arrive(json, body);
        return call.read(json, body);
      },
      ...(readInSlices && {
        readInSlices: (json, body, slices) => {
          arrive(json, body);
          return readInSlices(json, body, slices);
        },
      }),
    };
    start(started, cancellation, () => shared.waiting <= 1)
      .then(({ answer, text }) => {
        if (shared.isCurrent) remember?.(text, answer);
        first.resolve(answer);
        return rest;
      })
      .catch((error: unknown) => {
        this.#end(key, shared);
        for (const { reject } of shared.readers.values()) reject(error);
      })
      .finally(() => this.#reading.delete(shared))
      // Those who wait have received it by then.
      .then(ignore)
      .then(() => shared.body?.drop(), ignore);
    return shared;
  }

  async #readOneByOne(readers: readonly Reader[], json: JsonBody, body: ReceivedBody): Promise<void> {
    const slices = this.timeSlices.begin();
    for (const { call, resolve, reject } of readers) {
      await slices.next();
      try {
        const { read, readInSlices } = call;
        const inSlices = isLong({ length: body.bytes }) ? readInSlices : undefined;
        resolve(await (inSlices?.(json, body, slices) ?? read(json, body)));
      } catch (error) {
        reject(error);
      }
    }
  }

  /** Lets nobody join it any more. */
  #end(key: string, shared: SharedCall): void {
    shared.isOver = true;
    if (this.#calls.get(key) === shared) this.#calls.delete(key);
  }
}

function readerOf(shared: SharedCall, call: OneboxRead<unknown>): Reader {
  let reader = shared.readers.get(call.readerKey);
  if (reader === undefined) {
    reader = { call, ...promiseWithResolvers() };
    // Whoever waited may have gone.
    reader.answer.catch(ignore);
    shared.readers.set(call.readerKey, reader);
  }
  return reader;
}

function promiseWithResolvers(): Pick<Reader, 'answer' | 'resolve' | 'reject'> {
  let resolve: Reader['resolve'] = ignore;
  let reject: Reader['reject'] = ignore;
  const answer = new Promise<unknown>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  return { answer, resolve, reject };
}

function ignore(): void {
  // Those who wait are told.
}
