import { gatewayBusy, OneboxError } from '../onebox-error';
import { type UpstreamBound, type UpstreamOptions } from '../client/upstream-options';
import { type Call, type Policy } from './policy';
import { type Counted, FairShare, shareOfCaller } from './fair-share';

/** The options of a {@link Bulkhead}. */
export interface BulkheadOptions extends Pick<UpstreamOptions, 'maxInFlight' | 'maxQueued'> {
  now: () => Date;
  /** Called when a call is rejected. */
  onShed: (bound: UpstreamBound) => void;
}

/** A call in the queue. */
interface Waiter {
  start: () => void;
}

/**
 * Limits the calls in flight and the queued calls, with a {@link FairShare} of both for each caller. The queue serves one call
 * of each caller in turn, so that one caller cannot delay the others.
 */
export class Bulkhead {
  readonly #all: FairShare<Waiter>;

  constructor(private readonly options: BulkheadOptions) {
    const { maxInFlight, maxQueued } = options;
    this.#all = FairShare.ofAll({ inFlight: maxInFlight, queued: maxQueued });
  }

  /** The numbers of calls in flight and of queued calls. */
  get load(): Readonly<Record<Counted, number>> {
    const { inFlight, queued } = this.#all;
    return { inFlight, queued };
  }

  readonly policy: Policy = (call, next) => {
    const { caller, client } = call.origin;
    const share = shareOfCaller(this.#all, caller, () => client.network);
    if (share.queued > 0 || !share.hasRoom('inFlight')) {
      return this.#wait(call, share).then(() => this.#release(share, next(call)));
    }
    share.add('inFlight', 1);
    return this.#release(share, next(call));
  };

  #release<T>(share: FairShare<Waiter>, called: Promise<T>): Promise<T> {
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

  #end(share: FairShare<Waiter>): void {
    share.add('inFlight', -1);
    while (this.#all.queued > 0) {
      const waiter = this.#all.takeNext();
      if (waiter === undefined) return;
      waiter.start();
    }
  }

  /** Queues a call. Resolves when it may start, and then counts as in flight. */
  #wait({ cancellation }: Call, share: FairShare<Waiter>): Promise<void> {
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
          cancellation.unlisten(cancel);
          resolve();
        },
      };
      const cancel = (reason: Error): void => {
        share.leaveQueue(waiter);
        // The deadline passed in the queue, so Onebox did not cause it.
        if (reason instanceof OneboxError) shed('inFlight');
        reject(reason);
      };
      cancellation.listen(cancel);
      share.joinQueue(waiter);
    });
  }
}
