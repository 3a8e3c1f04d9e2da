import { ClientDisconnected, OneboxError } from '../onebox-error';
import { type CallObserver, type CallOutcome, type Endpoint, type ObservedCall } from './call-observer';

/** One attempt of a call. It reports the outcome to the observer, and sets `failedCall` of the error. */
export class ObservedAttempt {
  readonly #observed: ObservedCall;
  readonly #startedAtMs = performance.now();
  // A long body waits for a time slice. That time is not Onebox's.
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

/** The outcome of an attempt that throws. */
export function outcomeOf(error: unknown): CallOutcome {
  if (error instanceof OneboxError) return error.kind;
  return error instanceof ClientDisconnected ? 'cancelled' : 'unexpected';
}
