import { type IncomingHttpHeaders } from 'node:http';

import {
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

import { type CallSpan, type RequestSpan, type Tracing } from '../tracing';
import { callAttributes, callEndAttributes, type UpstreamServer, upstreamServer } from './call-attributes';

const propagator = new W3CTraceContextPropagator();
const carrierGetter = {
  keys: (carrier: IncomingHttpHeaders) => Object.keys(carrier),
  get: (carrier: IncomingHttpHeaders, key: string) => carrier[key],
};
const carrierSetter = {
  set: (carrier: Record<string, string>, key: string, value: string) => {
    // A tracestate may have nothing in it that is well formed.
    if (value !== '') carrier[key] = value;
  },
};

/** Sends traces over OTLP/HTTP, as the usual OTEL_ variables say: they are read by OpenTelemetry itself. */
export function otelTracing(resource: Resource, upstreamOrigin: string): Tracing {
  const provider = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('onebox-gateway');
  const upstream = upstreamServer(upstreamOrigin);
  return {
    begin: (headers) =>
      new OtelRequestSpan(tracer, propagator.extract(ROOT_CONTEXT, headers, carrierGetter), upstream),
    close: () => provider.shutdown(),
  };
}

class OtelRequestSpan implements RequestSpan {
  readonly #span: Span;
  readonly #context: Context;

  constructor(
    private readonly tracer: Tracer,
    parent: Context,
    private readonly upstream: UpstreamServer,
  ) {
    this.#span = tracer.startSpan('request', { kind: SpanKind.SERVER }, parent);
    this.#context = trace.setSpan(parent, this.#span);
  }

  get traceId(): string {
    return this.#span.spanContext().traceId;
  }

  beginCall(...[endpoint, attempt]: Parameters<RequestSpan['beginCall']>): CallSpan {
    const attributes = callAttributes(this.upstream, endpoint, attempt);
    const span = this.tracer.startSpan(endpoint, { kind: SpanKind.CLIENT, attributes }, this.#context);
    const headers: Record<string, string> = {};
    propagator.inject(trace.setSpan(this.#context, span), headers, carrierSetter);
    return {
      headers,
      end: (end) => {
        span.setAttributes(callEndAttributes(end));
        // Nobody waits any more: that is not Onebox's error.
        const isError = end.outcome !== 'ok' && end.outcome !== 'cancelled';
        if (isError) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end(end.atMs);
      },
    };
  }

  link(other: RequestSpan): void {
    if (other instanceof OtelRequestSpan) this.#span.addLink({ context: other.#span.spanContext() });
  }

  end({ name, isError, attributes }: Parameters<RequestSpan['end']>[0]): void {
    this.#span.updateName(name).setAttributes(attributes);
    if (isError) this.#span.setStatus({ code: SpanStatusCode.ERROR });
    this.#span.end();
  }
}
