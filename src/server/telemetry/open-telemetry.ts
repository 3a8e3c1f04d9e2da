import { type IncomingHttpHeaders } from 'node:http';

import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';

import { type Tracing } from './tracing';

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

/**
 * Sends traces over OTLP/HTTP, as the usual OTEL_ variables say: they are read by OpenTelemetry itself. Loaded only
 * where there are any: it takes 200 ms.
 */
export function openTelemetry(): Tracing {
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'onebox-gateway' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('onebox-gateway');
  const begin = (name: string, kind: SpanKind, parent: Context): { span: Span; context: Context } => {
    const span = tracer.startSpan(name, { kind }, parent);
    return { span, context: trace.setSpan(parent, span) };
  };
  return {
    begin: (headers) => {
      const parent = propagator.extract(ROOT_CONTEXT, headers, carrierGetter);
      const { span, context } = begin('request', SpanKind.SERVER, parent);
      return {
        beginCall: (endpoint) => {
          const call = begin(endpoint, SpanKind.CLIENT, context);
          const carrier: Record<string, string> = {};
          propagator.inject(call.context, carrier, carrierSetter);
          return {
            headers: carrier,
            end: (outcome, atMs) => {
              call.span.setAttribute('onebox.outcome', outcome);
              if (outcome !== 'ok') call.span.setStatus({ code: SpanStatusCode.ERROR });
              call.span.end(atMs);
            },
          };
        },
        end: (facts) => {
          const operation = facts['graphql.operation.name'];
          if (typeof operation === 'string') span.updateName(operation);
          span.setAttributes(facts);
          if (facts['graphql.outcome'] === 'error') span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    close: () => provider.shutdown(),
  };
}
