import { type Registry } from 'prom-client';

import { type Tracing } from '../tracing';
import { sendMetrics } from './otel-metrics';
import { otelResource } from './otel-resource';
import { otelTracing } from './otel-tracing';

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
  const resource = otelResource(version);
  const tracing = sendsTraces ? otelTracing(resource, upstreamOrigin) : undefined;
  const metrics = sendsMetrics ? sendMetrics(registry, resource) : undefined;
  return {
    tracing,
    close: async () => {
      await Promise.all([tracing?.close(), metrics?.close()]);
    },
  };
}
