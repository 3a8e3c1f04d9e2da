import { type CircuitState, type UpstreamOptions } from '../../client/upstream-options';
import { OneboxError } from '../../onebox-error';
import { CallWindow } from './call-window';

const lastCalls = 100;

/** The options of a {@link Circuit}. */
export interface CircuitOptions extends Pick<
  UpstreamOptions,
  'breakerPercent' | 'breakerMinCalls' | 'breakerPauseMs'
> {
  now: () => Date;
  onChange: (state: CircuitState) => void;
  /** The start of the error message: whose calls failed. */
  message: string;
}

/** Whether a call failed, and the source of the failure. */
export interface CallResult {
  isFailure: boolean;
  /** The caller or network that the failure belongs to. Undefined where it counts for all callers. */
  failureOf: string | undefined;
}

/**
 * A circuit breaker. It opens for a pause when `breakerPercent` of the last calls failed. Then it is half-open for one test call,
 * which closes it or opens it again. A caller whose test call failed may make the next one a pause later than others.
 */
export class Circuit {
  readonly #window: CallWindow;
  #state: CircuitState = 'closed';
  #retryAtMs = 0;
  #failedTester: string | undefined;

  constructor(private readonly options: CircuitOptions) {
    this.#window = new CallWindow(Math.max(lastCalls, options.breakerMinCalls));
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Whether the circuit is closed without a recent failure. */
  get isClean(): boolean {
    return this.isClosed && this.#window.failures === 0;
  }

  /** The error for a call that must not be made. Where it is undefined, `begin` and `end` must follow. */
  rejectionOf(caller: string | undefined): OneboxError | undefined {
    if (this.#state === 'closed') return undefined;
    const { now, breakerPauseMs, message } = this.options;
    const hasFailed = caller !== undefined && caller === this.#failedTester;
    const fromMs = this.#retryAtMs + (hasFailed ? breakerPauseMs : 0);
    if (this.#state === 'open' && now().getTime() >= fromMs) return undefined;
    const retryAt = new Date(fromMs);
    return new OneboxError('circuit-open', `${message}: try again at ${retryAt.toISOString()}.`, { retryAt });
  }

  /** Counts the start of a call. Returns whether it is the test call. */
  begin(): boolean {
    if (this.#state === 'closed') return false;
    this.#become('half-open');
    return true;
  }

  /** Counts the end of a call. `result` is undefined where it was cancelled. */
  end(isTest: boolean, caller: string | undefined, result: CallResult | undefined): void {
    if (isTest) this.#endTest(caller, result);
    // A call that began before the circuit opened does not count.
    else if (this.#state === 'closed' && result !== undefined) this.#count(result);
  }

  #endTest(caller: string | undefined, result: CallResult | undefined): void {
    if (result?.isFailure === false) {
      this.#failedTester = undefined;
      this.#window.clear();
      this.#become('closed');
      return;
    }
    // A cancelled test call does not close the circuit. A connection failure counts for all callers, not for the tester.
    this.#failedTester = result?.isFailure === true && result.failureOf === undefined ? undefined : caller;
    this.#open();
  }

  #count({ isFailure, failureOf }: CallResult): void {
    if (!isFailure) {
      this.#window.add('success');
      return;
    }
    this.#window.add(failureOf === undefined ? 'failure' : { failureOf });
    const { breakerMinCalls, breakerPercent } = this.options;
    const { calls, failures } = this.#window;
    if (calls >= breakerMinCalls && failures * 100 >= breakerPercent * calls) this.#open();
  }

  #open(): void {
    this.#retryAtMs = this.options.now().getTime() + this.options.breakerPauseMs;
    this.#become('open');
  }

  #become(state: CircuitState): void {
    this.#state = state;
    this.options.onChange(state);
  }
}
