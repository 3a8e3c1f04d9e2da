import { type CallOutcome } from '../onebox/call-observer';

/** A request as a trace has it. */
export interface RequestSpan {
  beginCall(endpoint: string): CallSpan;
  /** `facts` hold nothing that a caller wrote but the name of an operation, which is bounded. */
  end(facts: Readonly<Record<string, string | number>>): void;
}

/** A call to Onebox as a trace has it. */
export interface CallSpan {
  traceparent: string;
  /** `atMs` as `performance.now()` has it. */
  end(outcome: CallOutcome, atMs: number): void;
}

/** Where traces go. */
export interface Tracing {
  /** `traceparent` is the request's header, of whoever has begun the trace. */
  begin(traceparent: string | undefined): RequestSpan;
  /** Sends what has not been sent. */
  close(): Promise<void>;
}
