import { type CircuitState, type UpstreamPolicy } from '../../client/upstream-policy';
import { OneboxError } from '../../onebox-error';
import { CallWindow } from './call-window';

const lastCalls = 100;

/** When a {@link Circuit} opens, and for how long. */
export interface CircuitOptions extends Pick<
  UpstreamPolicy,
  'breakerPercent' | 'breakerMinCalls' | 'breakerPauseMs'
> {
  now: () => Date;
  onChange: (state: CircuitState) => void;
  /** What its refusal says of who failed. */
  message: string;
}

/** How a call ended, as far as it says something of Onebox. */
export interface CallResult {
  isFailure: boolean;
  /** Whose failure it is; undefined: it counts by itself. */
  failureOf: string | undefined;
}

/**
 * A circuit breaker: open for a pause where most of the last hundred calls failed, then half-open for one call, which closes it
 * or opens it again. A caller whose call has just failed to close it leaves the next one to others for a pause.
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

  /** Whether nothing has failed of late. */
  get isClean(): boolean {
    return this.isClosed && this.#window.failures === 0;
  }

  /** The error of a call that is not made; undefined where it is. Once it is, `begin` and `end` must follow. */
  refusalOf(caller: string | undefined): OneboxError | undefined {
    if (this.#state === 'closed') return undefined;
    const { now, breakerPauseMs, message } = this.options;
    const hasFailed = caller !== undefined && caller === this.#failedTester;
    const fromMs = this.#retryAtMs + (hasFailed ? breakerPauseMs : 0);
    if (this.#state === 'open' && now().getTime() >= fromMs) return undefined;
    const retryAt = new Date(fromMs);
    return new OneboxError('circuit-open', `${message}: try again at ${retryAt.toISOString()}.`, { retryAt });
  }

  /** A call begins. Gives whether it is the one that tests whether Onebox works again. */
  begin(): boolean {
    if (this.#state === 'closed') return false;
    this.#become('half-open');
    return true;
  }

  /** A call has ended; `result` is undefined where it was cancelled. */
  end(isTest: boolean, caller: string | undefined, result: CallResult | undefined): void {
    if (isTest) this.#endTest(caller, result);
    // Else it is from before the circuit opened.
    else if (this.#state === 'closed' && result !== undefined) this.#count(result);
  }

  #endTest(caller: string | undefined, result: CallResult | undefined): void {
    if (result?.isFailure === false) {
      this.#failedTester = undefined;
      this.#window.clear();
      this.#become('closed');
      return;
    }
    // Who is cut short has not found it well. Whoever cannot connect would not have found it better as another caller.
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
