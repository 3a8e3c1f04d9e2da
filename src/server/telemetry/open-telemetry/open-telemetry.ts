import { randomUUID } from 'node:crypto';

import {
  defaultResource,
  detectResources,
  envDetector,
  type Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { type Registry } from 'prom-client';

import { sendMetrics } from './otel-metrics';
import { Tracing } from './otel-tracing';

/** What is sent over OTLP/HTTP. Where it is sent, OpenTelemetry reads from its own variables. */
export interface OpenTelemetryOptions {
  sendsTraces: boolean;
  sendsMetrics: boolean;
  version: string;
  /** The origin of the Onebox API. */
  upstreamOrigin: string;
  registry: Registry;
}

/** OpenTelemetry as it was started. */
export interface OpenTelemetry {
  tracing: Tracing | undefined;
  /** Sends what has not been sent. */
  close: () => Promise<void>;
}

/** Starts OpenTelemetry. Loaded only where it is asked for: that takes 200 ms. */
export function startOpenTelemetry({
  sendsTraces,
  sendsMetrics,
  version,
  upstreamOrigin,
  registry,
}: OpenTelemetryOptions): OpenTelemetry {
  const resource = resourceOf(version);
  const tracing = sendsTraces ? new Tracing(resource, upstreamOrigin) : undefined;
  const metrics = sendsMetrics ? sendMetrics(registry, resource) : undefined;
  return {
    tracing,
    close: async () => {
      await Promise.all([tracing?.close(), metrics?.close()]);
    },
  };
}

/** What sends traces and metrics: this process of this version, unless OTEL_RESOURCE_ATTRIBUTES says otherwise. */
function resourceOf(version: string): Resource {
  return defaultResource()
    .merge(
      resourceFromAttributes({
        'service.name': 'onebox-gateway',
        'service.version': version,
        'service.instance.id': randomUUID(),
      }),
    )
    .merge(detectResources({ detectors: [envDetector] }));
}
