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

/** What to send over OTLP/HTTP. OpenTelemetry reads the endpoints from its own variables. */
export interface OpenTelemetryOptions {
  sendsTraces: boolean;
  sendsMetrics: boolean;
  version: string;
  /** The origin of the Onebox API. */
  upstreamOrigin: string;
  registry: Registry;
}

/** The running OpenTelemetry. */
export interface OpenTelemetry {
  tracing: Tracing | undefined;
  /** Sends the pending data, and stops. */
  close: () => Promise<void>;
}

/** Starts OpenTelemetry. Loading it takes 200 ms, so it is loaded only where it is enabled. */
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

/** The resource of traces and metrics: this process and version, unless OTEL_RESOURCE_ATTRIBUTES overrides it. */
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
