import { CircuitState as BreakerState, CountBreaker } from 'cockatiel';

import { OneboxError } from '../onebox-error';
import { type CircuitState, type UpstreamObserver, type UpstreamPolicy } from '../client/upstream-policy';
import { type Policy } from './policy';

const lastCalls = 100;

/** Ends calls while the circuit is open. */
export function circuitBreaker(
  policy: BreakerPolicy,
  { now, observer }: { now: () => Date; observer: Pick<UpstreamObserver, 'onAttempt' | 'onCircuit'> },
): Policy {
  const circuit = new Circuit(policy, {
    now,
    onChange: observer.onCircuit,
    onRefusal: () => {
      observer.onAttempt('circuit-open');
    },
  });
  return (call, next) => circuit.run(() => next(call));
}

type BreakerPolicy = Pick<UpstreamPolicy, 'breakerPercent' | 'breakerMinCalls' | 'breakerPauseMs'>;

/**
 * Leaves Onebox in peace when it fails: where most of the last hundred calls did, all are refused for a pause, and then
 * one alone tries it. Only what says that the host is sick counts: what one caller can cause (a refusal, a body
 * that is not as documented, hanging up) does not keep Onebox from the others.
 */
class Circuit {
  readonly #breaker: CountBreaker;
  readonly #pauseMs: number;
  #state: CircuitState = 'closed';
  #retryAt = new Date(0);

  constructor(
    { breakerPercent, breakerMinCalls, breakerPauseMs }: BreakerPolicy,
    private readonly options: {
      now: () => Date;
      onChange: (state: CircuitState) => void;
      onRefusal: () => void;
    },
  ) {
    this.#pauseMs = breakerPauseMs;
    this.#breaker = new CountBreaker({
      threshold: breakerPercent / 100,
      size: Math.max(lastCalls, breakerMinCalls),
      minimumNumberOfCalls: breakerMinCalls,
    });
  }

  /** Calls, unless Onebox is left in peace: rejects with an OneboxError of kind `circuit-open`, or as `call` does. */
  run<T>(call: () => Promise<T>): Promise<T> {
    const isTrying = this.#state !== 'closed';
    if (isTrying) {
      if (this.#state === 'half-open' || this.options.now() < this.#retryAt) {
        return Promise.reject(this.#refusal());
      }
      this.#become('half-open');
    }
    return call().then(
      (answer) => {
        this.#learn(true, isTrying);
        return answer;
      },
      (error: unknown) => {
        if (error instanceof OneboxError) this.#learn(!isSick(error), isTrying);
        // One that tries Onebox and is cut short has not found it well.
        else if (isTrying) this.#learn(false, isTrying);
        throw error;
      },
    );
  }

  #learn(isWell: boolean, isTrying: boolean): void {
    // From before Onebox was left in peace.
    if (!isTrying && this.#state !== 'closed') return;
    const state = isTrying ? BreakerState.HalfOpen : BreakerState.Closed;
    if (isWell) {
      this.#breaker.success(state);
      if (isTrying) this.#become('closed');
    } else if (this.#breaker.failure(state)) {
      this.#retryAt = new Date(this.options.now().getTime() + this.#pauseMs);
      this.#become('open');
    }
  }

  #become(state: CircuitState): void {
    this.#state = state;
    this.options.onChange(state);
  }

  #refusal(): OneboxError {
    const retryAt = this.#retryAt;
    this.options.onRefusal();
    return new OneboxError(
      'circuit-open',
      `Onebox failed so often that the circuit is open: try again at ${retryAt.toISOString()}.`,
      { retryAt },
    );
  }
}

function isSick({ kind }: OneboxError): boolean {
  return kind === 'timeout' || kind === 'unreachable' || kind === 'failed';
}
