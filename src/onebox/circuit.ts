import {
  BrokenCircuitError,
  circuitBreaker,
  type CircuitBreakerPolicy,
  CircuitState as BreakerState,
  CountBreaker,
  handleWhen,
} from 'cockatiel';

import { OneboxError } from './onebox-error';
import { type CircuitState, type UpstreamPolicy } from './upstream-policy';

const lastCalls = 100;

const stateNames: Readonly<Record<BreakerState, CircuitState>> = {
  [BreakerState.Closed]: 'closed',
  [BreakerState.HalfOpen]: 'half-open',
  [BreakerState.Open]: 'open',
  [BreakerState.Isolated]: 'open',
};

/**
 * Leaves Onebox in peace when it fails: where most of the last hundred calls did, all are refused for a pause, and then
 * one alone tries it. Only what says that the host is sick counts: what one caller can cause (a refusal, a body
 * that is not as documented, hanging up) does not keep Onebox from the others.
 */
export class Circuit {
  readonly #breaker: CircuitBreakerPolicy;
  readonly #pauseMs: number;
  #retryAt = new Date(0);

  constructor(
    {
      breakerPercent,
      breakerMinCalls,
      breakerPauseMs,
    }: Pick<UpstreamPolicy, 'breakerPercent' | 'breakerMinCalls' | 'breakerPauseMs'>,
    { now, onChange }: { now: () => Date; onChange: (state: CircuitState) => void },
  ) {
    this.#pauseMs = breakerPauseMs;
    this.#breaker = circuitBreaker(
      // One that tries Onebox and is cut short has not found it well.
      handleWhen((error) => isSick(error) || this.#breaker.state === BreakerState.HalfOpen),
      {
        halfOpenAfter: breakerPauseMs,
        breaker: new CountBreaker({
          threshold: breakerPercent / 100,
          size: Math.max(lastCalls, breakerMinCalls),
          minimumNumberOfCalls: breakerMinCalls,
        }),
      },
    );
    this.#breaker.onStateChange((state) => {
      if (state === BreakerState.Open) this.#retryAt = new Date(now().getTime() + this.#pauseMs);
      onChange(stateNames[state]);
    });
  }

  /** Calls, unless Onebox is left in peace: throws an OneboxError of kind `circuit-open`, or what `call` throws. */
  async run<T>(call: () => Promise<T>): Promise<T> {
    // The breaker would let those wait who come while one tries.
    if (this.#breaker.state === BreakerState.HalfOpen) throw this.#refusal();
    try {
      const outcome = await this.#breaker.execute(async () => {
        try {
          return { answer: await call() };
        } catch (error) {
          if (error instanceof OneboxError && !isSick(error)) return { error };
          throw error;
        }
      });
      if ('error' in outcome) throw outcome.error;
      return outcome.answer;
    } catch (error) {
      throw error instanceof BrokenCircuitError ? this.#refusal() : error;
    }
  }

  #refusal(): OneboxError {
    const retryAt = this.#retryAt;
    return new OneboxError(
      'circuit-open',
      `Onebox failed so often just now that it is left in peace: try again at ${retryAt.toISOString()}.`,
      { retryAt },
    );
  }
}

function isSick(error: unknown): boolean {
  return (
    error instanceof OneboxError &&
    (error.kind === 'timeout' || error.kind === 'unreachable' || error.kind === 'failed')
  );
}
