import { type IncomingHttpHeaders } from 'node:http';

import { type CallOutcome } from '../../onebox/client/call-observer';

/** A request as a trace has it. */
export interface RequestSpan {
  beginCall(endpoint: string): CallSpan;
  /** `facts` hold nothing that a caller wrote but the name of an operation, which is bounded. */
  end(facts: Readonly<Record<string, string | number>>): void;
}

/** A call to Onebox as a trace has it. */
export interface CallSpan {
  /** That go on with the trace: `traceparent`, and `tracestate` where the request had one. */
  headers: Readonly<Record<string, string>>;
  /** `atMs` as `performance.now()` has it. */
  end(outcome: CallOutcome, atMs: number): void;
}

/** Where traces go. */
export interface Tracing {
  /** `headers` are the request's: whoever has begun the trace is in `traceparent` and `tracestate`. */
  begin(headers: IncomingHttpHeaders): RequestSpan;
  /** Sends what has not been sent. */
  close(): Promise<void>;
}
