import { CallerGone, OneboxError } from '../onebox-error';
import { type CallObserver, type CallOutcome, type Endpoint, type ObservedCall } from './call-observer';

/** One attempt of a call: tells its observer how it ended, and its error which attempt that was. */
export class ObservedAttempt {
  readonly #observed: ObservedCall;
  readonly #startedAtMs = performance.now();
  // What is long waits for its turn, which is not Onebox's time.
  #receivedAtMs: number | undefined;
  #status: number | undefined;

  constructor(
    observer: CallObserver,
    private readonly endpoint: Endpoint,
    private readonly number: number,
  ) {
    this.#observed = observer.begin(endpoint, number);
  }

  get traceHeaders(): Readonly<Record<string, string>> {
    return this.#observed.traceHeaders;
  }

  received(status: number): void {
    this.#receivedAtMs = performance.now();
    this.#status = status;
  }

  succeeded(): void {
    this.#end('ok');
  }

  failed(error: unknown): void {
    this.#end(outcomeOf(error));
    if (!(error instanceof OneboxError)) return;
    error.failedCall ??= {
      endpoint: this.endpoint,
      status: this.#status,
      attempt: this.number,
      durationMs: Math.round((this.#receivedAtMs ?? performance.now()) - this.#startedAtMs),
    };
  }

  #end(outcome: CallOutcome): void {
    this.#observed.end({ outcome, status: this.#status, atMs: this.#receivedAtMs });
  }
}

/** How an attempt that throws has ended. */
export function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof OneboxError) return error.kind;
  return error instanceof CallerGone ? 'cancelled' : 'unexpected';
}
