import { Cancellation } from './cancellation';
import { CallerGone } from './onebox-error';

/** How a call is shared. */
export interface Sharing<T> {
  /** Whether a call that was there before will do. */
  join: boolean;
  /** What to do with the answer of a new call which nobody has asked to forget meanwhile. */
  remember: ((answer: T) => Promise<void>) | undefined;
  /** Receives the answer, and whether nobody else has a share in it. What it throws, the one who shares gets. */
  receive: (answer: T, isSole: boolean) => void;
  /** Called once all who waited for a new call have received its answer. */
  onReceived: (answer: T) => void;
  /** Of the one who shares. */
  cancellation: Cancellation;
}

interface SharedCall {
  answer: Promise<unknown>;
  /** How many wait for the answer. */
  waiting: number;
  isOver: boolean;
  isJoined: boolean;
  cancellation: Cancellation;
}

/**
 * The calls that have no answer yet, so that a caller who asks for the same thing twice at once makes one call:
 * federation gateways split one operation into several requests. Nothing is remembered once it is answered, and
 * nothing is ever shared between callers. A call for which nobody waits any more is cut short.
 */
export class InFlightCalls {
  /** By the caller's id, which has no space in it, and the path. */
  readonly #calls = new Map<string, SharedCall>();

  /**
   * The answer of the caller's call for `path` that is in flight, else of a new one. Throws what that throws, or the
   * reason for which the sharer's own waiting was cancelled.
   */
  share<T>(
    callerId: string,
    path: string,
    call: (cancellation: Cancellation) => Promise<T>,
    { join, remember, receive, onReceived, cancellation }: Sharing<T>,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      cancellation.throwIfCancelled();
      const key = `${callerId} ${path}`;
      const running = join ? this.#calls.get(key) : undefined;
      const shared = running ?? this.#start(key, call, { remember, onReceived });
      if (running !== undefined) shared.isJoined = true;
      shared.waiting += 1;
      const stopWaiting = (reason: Error): void => {
        shared.waiting -= 1;
        if (shared.waiting === 0 && !shared.isOver) {
          this.#forgetCall(key, shared);
          shared.cancellation.cancel(new CallerGone());
        }
        reject(reason);
      };
      cancellation.listen(stopWaiting);
      (shared.answer as Promise<T>)
        .then((answer) => {
          receive(answer, !shared.isJoined);
          return answer;
        })
        .then(resolve, reject);
    });
  }

  /** Lets nobody join the caller's calls any more: what they will answer may be from before a change. */
  forget(callerId: string): void {
    const prefix = `${callerId} `;
    for (const key of this.#calls.keys()) if (key.startsWith(prefix)) this.#calls.delete(key);
  }

  #start<T>(
    key: string,
    call: (cancellation: Cancellation) => Promise<T>,
    { remember, onReceived }: Pick<Sharing<T>, 'remember' | 'onReceived'>,
  ): SharedCall {
    const cancellation = new Cancellation();
    const end = (): boolean => {
      shared.isOver = true;
      return this.#forgetCall(key, shared);
    };
    const shared: SharedCall = {
      answer: Promise.resolve(),
      waiting: 0,
      isOver: false,
      isJoined: false,
      cancellation,
    };
    this.#calls.set(key, shared);
    const called = call(cancellation).then(
      (answer) => {
        if (end()) void remember?.(answer);
        return answer;
      },
      (error: unknown) => {
        end();
        throw error;
      },
    );
    shared.answer = called;
    // Nobody joins any more by then. The second step comes after the first step of all who wait.
    called.then((answer) => answer).then(onReceived, ignore);
    return shared;
  }

  /** Whether it could still be joined. */
  #forgetCall(key: string, shared: SharedCall): boolean {
    return this.#calls.get(key) === shared && this.#calls.delete(key);
  }
}

function ignore(): void {
  // Those who wait are told.
}
