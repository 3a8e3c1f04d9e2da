import { gatewayBusy, OneboxError } from '../onebox-error';
import { type UpstreamBound, type UpstreamPolicy } from '../client/upstream-policy';
import { type Call, type Policy } from './policy';
import { type Counted, Share, shareOfCaller } from './share';

/** How a {@link Bulkhead} bounds calls. */
export interface BulkheadOptions extends Pick<UpstreamPolicy, 'maxInFlight' | 'maxQueued'> {
  now: () => Date;
  /** There was no room for a call. */
  onShed: (bound: UpstreamBound) => void;
}

/** A call in the queue. */
interface Waiter {
  start: () => void;
}

/**
 * Bounds how many calls are at Onebox at once, and how many are queued, with a share of both for each caller: see
 * {@link Share}. The queue is served in turn, one call of each caller. Callers whose token Onebox has not accepted yet have
 * the share of their address together: a token can be made up.
 */
export class Bulkhead {
  readonly #all: Share<Waiter>;

  constructor(private readonly options: BulkheadOptions) {
    const { maxInFlight, maxQueued } = options;
    this.#all = Share.ofAll({ inFlight: maxInFlight, queued: maxQueued });
  }

  /** How many calls are at Onebox, and how many wait for their turn. */
  get load(): Readonly<Record<Counted, number>> {
    const { inFlight, queued } = this.#all;
    return { inFlight, queued };
  }

  readonly policy: Policy = (call, next) => {
    const { caller, network } = call.origin;
    const share = shareOfCaller(this.#all, caller, network);
    if (share.queued > 0 || !share.hasRoom('inFlight')) {
      return this.#wait(call, share).then(() => this.#release(share, next(call)));
    }
    share.add('inFlight', 1);
    return this.#release(share, next(call));
  };

  #release<T>(share: Share<Waiter>, called: Promise<T>): Promise<T> {
    return called.then(
      (decoded) => {
        this.#end(share);
        return decoded;
      },
      (error: unknown) => {
        this.#end(share);
        throw error;
      },
    );
  }

  #end(share: Share<Waiter>): void {
    share.add('inFlight', -1);
    while (this.#all.queued > 0) {
      const waiter = this.#all.takeNext();
      if (waiter === undefined) return;
      waiter.start();
    }
  }

  /** Resolves when it is the call's turn, which takes its place at Onebox. */
  #wait({ cancellation }: Call, share: Share<Waiter>): Promise<void> {
    const { now, onShed } = this.options;
    const shed = (counted: Counted): void => {
      onShed(this.#all.hasRoom(counted) ? 'caller-calls' : 'calls');
    };
    if (!share.hasRoom('queued')) {
      shed('queued');
      share.removeIfUnused();
      return Promise.reject(gatewayBusy(now()));
    }
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        start: () => {
          cancellation.forget(cutShort);
          resolve();
        },
      };
      const cutShort = (reason: Error): void => {
        share.leaveQueue(waiter);
        // Its time ended in the queue: Onebox has no part in it.
        if (reason instanceof OneboxError) shed('inFlight');
        reject(reason);
      };
      cancellation.listen(cutShort);
      share.joinQueue(waiter);
    });
  }
}
