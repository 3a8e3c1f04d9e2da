import { type ReceivedBody } from '../bodies/body-budget';
import { type CallObserver } from '../client/call-observer';
import { isLong, type TimeSlices } from '../bodies/time-slices';
import { Cancellation } from '../client/cancellation';
import { type OneboxRequest } from '../client/onebox-request';
import { type JsonBody } from '../client/onebox-response';
import { CallerGone } from '../onebox-error';
import { type Call, type Decoded, type Next, type Policy, type Sharing } from './policy';

type SharedRead = Call & { sharing: Sharing };

/** One way of several to read the body of a shared call, and what it gave. */
interface Reader {
  request: OneboxRequest<unknown>;
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
  text: string;
  isOver: boolean;
  /** Whether the caller has changed nothing since it began. */
  isCurrent: boolean;
  cancellation: Cancellation;
  /** Of the one who makes it. */
  observer: CallObserver;
}

// The body is held until the last of them has read it.
const maxReaders = 4;

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
  /** By the caller's id, which has no space in it, and the path. */
  readonly #calls = new Map<string, SharedCall>();
  /** Those that nobody can join any more, and that may be remembered: to read a long body takes many turns. */
  readonly #reading = new Map<SharedCall, string>();

  constructor(private readonly timeSlices: TimeSlices) {}

  /**
   * What `call` reads: from the caller's call of the same path that is in flight, else from a new one. Throws what that
   * throws, or the reason for which the call's own waiting was cancelled.
   */
  share(callerId: string, call: SharedRead, next: Next): Promise<Decoded> {
    const { request, sharing, cancellation } = call;
    const { observer } = call.origin;
    return new Promise((resolve, reject) => {
      cancellation.throwIfCancelled();
      const key = `${callerId} ${request.path}`;
      const running = sharing.joinExisting ? this.#calls.get(key) : undefined;
      const canJoin =
        running !== undefined &&
        (running.readers.has(sharing.readerKey) || running.readers.size < maxReaders);
      const shared = canJoin ? running : this.#start(key, call, next);
      if (shared.observer !== observer) observer.joined(shared.observer);
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
      readerOf(shared, call)
        .answer.then((answer) => {
          const { text } = shared;
          const body = shared.body as ReceivedBody;
          call.receive(answer, body);
          resolve({ answer, text, body });
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

  #start(key: string, call: SharedRead, next: Next): SharedCall {
    const cancellation = new Cancellation();
    const shared: SharedCall = {
      readers: new Map(),
      waiting: 0,
      body: undefined,
      text: '',
      isOver: false,
      isCurrent: true,
      cancellation,
      observer: call.origin.observer,
    };
    const first = readerOf(shared, call);
    this.#calls.set(key, shared);
    let rest: Promise<void> | undefined;
    // From here on nobody joins.
    const arrive = (json: JsonBody, body: ReceivedBody): void => {
      this.#end(key, shared);
      this.#reading.set(shared, key);
      shared.body = body;
      shared.text = json.text;
      const others = [...shared.readers.values()].slice(1);
      if (others.length > 0) rest = this.#readOneByOne(others, json, body);
    };
    const { request, sharing } = call;
    const { readInSlices } = request;
    const started: OneboxRequest<unknown> = {
      ...request,
      read: (json, body) => {
        arrive(json, body);
        return request.read(json, body);
      },
      ...(readInSlices && {
        readInSlices: (json, body, slices) => {
          arrive(json, body);
          return readInSlices(json, body, slices);
        },
      }),
    };
    next({ ...call, request: started, cancellation, isSole: () => shared.waiting <= 1 })
      .then(({ answer, text }) => {
        if (shared.isCurrent) sharing.remember(text, answer);
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
    for (const { request, resolve, reject } of readers) {
      await slices.next();
      try {
        const { read, readInSlices } = request;
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

function readerOf(shared: SharedCall, { request, sharing: { readerKey } }: SharedRead): Reader {
  let reader = shared.readers.get(readerKey);
  if (reader === undefined) {
    reader = { request, ...promiseWithResolvers() };
    // Whoever waited may have gone.
    reader.answer.catch(ignore);
    shared.readers.set(readerKey, reader);
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
