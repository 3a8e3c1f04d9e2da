import { LRUCache } from 'lru-cache';

import { isConnectFailure } from '../../client/http/connect-failure';
import { type CallOrigin } from '../../client/onebox-request';
import { type UpstreamObserver, type UpstreamPolicy } from '../../client/upstream-policy';
import { OneboxError } from '../../onebox-error';
import { type CallResult, Circuit } from './circuit';
import { type Decoded, type Policy } from '../policy';

/** How a {@link CircuitBreaker} works. */
export interface CircuitBreakerOptions extends Pick<
  UpstreamPolicy,
  'breakerPercent' | 'breakerMinCalls' | 'breakerPauseMs'
> {
  now: () => Date;
  observer: Pick<UpstreamObserver, 'onAttempt' | 'onCircuit'>;
}

// Only of callers whose calls have failed of late: 10 MB at most, in an outage that meets so many.
const maxCallers = 10_000;

/**
 * Makes no calls for a while when Onebox fails: none of a caller whose own calls fail, and none at all where the calls of many
 * do, or where it cannot be connected to. In the circuit of all callers the failures of one count once: a session that Onebox
 * cannot read closes it to nobody else. Only what says that Onebox is sick counts, no refusal and no unusable body.
 */
export class CircuitBreaker {
  readonly #all: Circuit;
  /** By their ids. */
  readonly #ofCaller = new LRUCache<string, Circuit>({ maxSize: maxCallers, sizeCalculation: () => 1 });

  constructor(private readonly options: CircuitBreakerOptions) {
    this.#all = new Circuit({
      ...options,
      onChange: options.observer.onCircuit,
      message: 'Onebox failed so often that the circuit is open',
    });
  }

  /** How many callers have a circuit of their own that is not closed. */
  get openCallers(): number {
    let open = 0;
    for (const circuit of this.#ofCaller.values()) if (!circuit.isClosed) open += 1;
    return open;
  }

  readonly policy: Policy = (call, next) => {
    const { origin } = call;
    const callerId = origin.caller?.id;
    const own =
      callerId === undefined || this.#ofCaller.size === 0 ? undefined : this.#ofCaller.get(callerId);
    const refusal = this.#all.refusalOf(callerId) ?? own?.refusalOf(undefined);
    if (refusal !== undefined) {
      this.options.observer.onAttempt('circuit-open');
      return Promise.reject(refusal);
    }
    const isTest = this.#all.begin();
    const isOwnTest = own?.begin() ?? false;
    const end = (error: unknown): void => {
      const result = resultOf(error, origin);
      this.#all.end(isTest, callerId, result);
      if (callerId !== undefined) this.#endOwn(callerId, own, isOwnTest, result);
    };
    return next(call).then(
      (decoded: Decoded) => {
        end(undefined);
        return decoded;
      },
      (error: unknown) => {
        end(error);
        throw error;
      },
    );
  };

  #endOwn(
    callerId: string,
    begun: Circuit | undefined,
    isTest: boolean,
    result: CallResult | undefined,
  ): void {
    const circuit = begun ?? (result?.isFailure === true ? this.#start(callerId) : undefined);
    if (circuit === undefined) return;
    // Of one caller each failure counts.
    circuit.end(isTest, undefined, result && { ...result, failureOf: undefined });
    if (circuit.isClean) this.#ofCaller.delete(callerId);
  }

  #start(callerId: string): Circuit {
    let circuit = this.#ofCaller.get(callerId);
    if (circuit === undefined) {
      circuit = new Circuit({
        ...this.options,
        onChange: () => undefined,
        message: 'Your calls to Onebox failed so often that their circuit is open',
      });
      this.#ofCaller.set(callerId, circuit);
    }
    return circuit;
  }
}

const success: CallResult = { isFailure: false, failureOf: undefined };

/** Undefined where the call was cancelled, or failed by a mistake of ours. */
function resultOf(error: unknown, { caller, network }: CallOrigin): CallResult | undefined {
  if (error === undefined) return success;
  if (!(error instanceof OneboxError)) return undefined;
  const { kind } = error;
  if (kind !== 'timeout' && kind !== 'unreachable' && kind !== 'failed') return success;
  if (isConnectFailure(error)) return { isFailure: true, failureOf: undefined };
  // Tokens can be made up, networks cannot.
  return { isFailure: true, failureOf: caller?.isAccepted === true ? caller.id : `network ${network()}` };
}
