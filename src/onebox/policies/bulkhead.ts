import { gatewayBusy } from '../onebox-error';
import { type UpstreamPolicy } from '../client/upstream-policy';
import { type Policy } from './policy';

/** How a {@link Bulkhead} bounds calls. */
export interface BulkheadOptions extends Pick<UpstreamPolicy, 'maxInFlight' | 'maxQueued'> {
  now: () => Date;
  /** There was no room for a call. */
  onShed: () => void;
}

/** Bounds how many calls are at Onebox at once, and how many wait for their turn. */
export class Bulkhead {
  #running = 0;

  constructor(private readonly options: BulkheadOptions) {}

  /** How many calls are at Onebox, and how many wait for their turn. */
  get load(): { inFlight: number; queued: number } {
    const { maxInFlight } = this.options;
    return {
      inFlight: Math.min(this.#running, maxInFlight),
      queued: Math.max(0, this.#running - maxInFlight),
    };
  }

  readonly policy: Policy = (call, next) => {
    const { maxInFlight, maxQueued, now, onShed } = this.options;
    if (this.#running >= maxInFlight + maxQueued) {
      onShed();
      return Promise.reject(gatewayBusy(now()));
    }
    this.#running += 1;
    return next(call).then(
      (decoded) => {
        this.#running -= 1;
        return decoded;
      },
      (error: unknown) => {
        this.#running -= 1;
        throw error;
      },
    );
  };
}
