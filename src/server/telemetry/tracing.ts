import { type IncomingHttpHeaders } from 'node:http';

import { type CallEnd, type Endpoint } from '../../onebox/client/call-observer';

/** Attributes of a span. They have nothing that a caller wrote but what has been checked for its form. */
export type SpanAttributes = Readonly<Record<string, string | number | undefined>>;

/** How a request ended. */
export interface RequestSpanEnd {
  name: string;
  isError: boolean;
  attributes: SpanAttributes;
}

/** A request as a trace has it. */
export interface RequestSpan {
  traceId: string;
  /** `attempt` is 1 for the first one, and more for a retry. */
  beginCall(endpoint: Endpoint, attempt: number): CallSpan;
  /** The request waits for a call of `other`. */
  link(other: RequestSpan): void;
  end(end: RequestSpanEnd): void;
}

/** A call to Onebox as a trace has it. */
export interface CallSpan {
  /** That go on with the trace: `traceparent`, and `tracestate` where the request had one. */
  headers: Readonly<Record<string, string>>;
  end(end: CallEnd): void;
}

/** Where traces go. */
export interface Tracing {
  /** `headers` are the request's: whoever has begun the trace is in `traceparent` and `tracestate`. */
  begin(headers: IncomingHttpHeaders): RequestSpan;
  /** Sends what has not been sent. */
  close(): Promise<void>;
}
