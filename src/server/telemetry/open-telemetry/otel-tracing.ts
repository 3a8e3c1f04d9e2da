import { type IncomingHttpHeaders } from 'node:http';

import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

import { type CallEnd, type Endpoint } from '../../../onebox/client/call-observer';
import { callAttributes, callEndAttributes, isFailed, serverAttributes } from './call-attributes';

const propagator = new W3CTraceContextPropagator();
const carrierGetter = {
  keys: (carrier: IncomingHttpHeaders) => Object.keys(carrier),
  get: (carrier: IncomingHttpHeaders, key: string) => carrier[key],
};
const carrierSetter = {
  set: (carrier: Record<string, string>, key: string, value: string) => {
    // A malformed tracestate is empty after parsing.
    if (value !== '') carrier[key] = value;
  },
};

/** How a request ended. Attributes contain texts of callers only after a check of their form. */
export interface RequestSpanEnd {
  name: string;
  isError: boolean;
  attributes: Attributes;
}

/** The span of a call to Onebox. */
export interface CallSpan {
  /** Headers that continue the trace: `traceparent`, and the request's `tracestate`. */
  headers: Readonly<Record<string, string>>;
  end: (end: CallEnd) => void;
}

/** Sends traces over OTLP/HTTP. OpenTelemetry reads the OTEL_ variables. */
export class Tracing {
  readonly #provider: BasicTracerProvider;
  readonly #tracer: Tracer;
  readonly #upstream: Attributes;

  constructor(resource: Resource, upstreamOrigin: string) {
    const spanProcessors = [new BatchSpanProcessor(new OTLPTraceExporter())];
    this.#provider = new BasicTracerProvider({ resource, spanProcessors });
    this.#tracer = this.#provider.getTracer('onebox-gateway');
    this.#upstream = serverAttributes(upstreamOrigin);
  }

  /** Starts the span of a request. Its `traceparent` and `tracestate` headers name the parent. */
  begin(headers: IncomingHttpHeaders): RequestSpan {
    const parent = propagator.extract(ROOT_CONTEXT, headers, carrierGetter);
    return new RequestSpan(this.#tracer, parent, this.#upstream);
  }

  /** Sends the pending spans, and stops. */
  close(): Promise<void> {
    return this.#provider.shutdown();
  }
}

/** The span of a request. */
export class RequestSpan {
  readonly #span: Span;
  readonly #context: Context;

  constructor(
    private readonly tracer: Tracer,
    parent: Context,
    private readonly upstream: Attributes,
  ) {
    this.#span = tracer.startSpan('request', { kind: SpanKind.SERVER }, parent);
    this.#context = trace.setSpan(parent, this.#span);
  }

  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  /** Starts the span of a call. `attempt` is 1, or more for a retry. */
  beginCall(endpoint: Endpoint, attempt: number): CallSpan {
    const attributes = { ...this.upstream, ...callAttributes(endpoint, attempt) };
    const span = this.tracer.startSpan(endpoint, { kind: SpanKind.CLIENT, attributes }, this.#context);
    const headers: Record<string, string> = {};
    propagator.inject(trace.setSpan(this.#context, span), headers, carrierSetter);
    return {
      headers,
      end: (end) => {
        span.setAttributes(callEndAttributes(end));
        if (isFailed(end)) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(end.atMs);
      },
    };
  }

  /** Links the span of the request whose call this request shares. */
  link(other: RequestSpan): void {
    this.#span.addLink({ context: other.#span.spanContext() });
  }

  end({ name, isError, attributes }: RequestSpanEnd): void {
    this.#span.updateName(name).setAttributes(attributes);
    if (isError) this.#span.setStatus({ code: SpanStatusCode.ERROR });
    this.#span.end();
  }
}
