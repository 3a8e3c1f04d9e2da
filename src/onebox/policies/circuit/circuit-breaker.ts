import { LRUCache } from 'lru-cache';

import { isConnectFailure } from '../../client/http/connect-failure';
import { type CallOrigin } from '../../client/onebox-request';
import { type UpstreamObserver, type UpstreamOptions } from '../../client/upstream-options';
import { OneboxError } from '../../onebox-error';
import { type CallResult, Circuit } from './circuit';
import { type Decoded, type Policy } from '../policy';

/** The options of a {@link CircuitBreaker}. */
export interface CircuitBreakerOptions extends Pick<
  UpstreamOptions,
  'breakerPercent' | 'breakerMinCalls' | 'breakerPauseMs'
> {
  now: () => Date;
  observer: Pick<UpstreamObserver, 'onAttempt' | 'onCircuit'>;
}

// Only callers with recent failures have a circuit. In an outage of all callers they take 10 MB.
const maxCallers = 10_000;

/**
 * Stops calls to a failing Onebox for a pause. Each caller with failures has its own circuit. The circuit of all callers opens
 * when the calls of many fail, or when connecting fails. In it, the failures of one caller count once: a session that Onebox
 * cannot read must not affect other callers. Timeouts, broken connections and server errors are failures.
 */
export class CircuitBreaker {
  readonly #all: Circuit;
  /** The circuits of callers with recent failures, by caller id. */
  readonly #ofCaller = new LRUCache<string, Circuit>({ maxSize: maxCallers, sizeCalculation: () => 1 });

  constructor(private readonly options: CircuitBreakerOptions) {
    this.#all = new Circuit({
      ...options,
      onChange: options.observer.onCircuit,
      message: 'Onebox failed so often that the circuit is open',
    });
  }

  /** The number of callers whose own circuit is open or half-open. */
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
    const rejection = this.#all.rejectionOf(callerId) ?? own?.rejectionOf(undefined);
    if (rejection !== undefined) {
      this.options.observer.onAttempt('circuit-open');
      return Promise.reject(rejection);
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
    // In the circuit of one caller each failure counts.
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

/** Undefined where the call was cancelled, or failed because of a bug of the gateway. */
function resultOf(error: unknown, { caller, client }: CallOrigin): CallResult | undefined {
  if (error === undefined) return success;
  if (!(error instanceof OneboxError)) return undefined;
  const { kind } = error;
  if (kind !== 'timeout' && kind !== 'unreachable' && kind !== 'failed') return success;
  if (isConnectFailure(error)) return { isFailure: true, failureOf: undefined };
  // A client can invent tokens, but not networks.
  return {
    isFailure: true,
    failureOf: caller?.isAccepted === true ? caller.id : `network ${client.network}`,
  };
}
