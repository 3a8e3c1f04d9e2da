import { getNumberFromEnv } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { type Resource } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { type Registry } from 'prom-client';

import { prometheusProducer } from './prometheus-producer';

const defaultIntervalMs = 60_000;
const defaultTimeoutMs = 30_000;

/** Sends the metrics of a registry over OTLP/HTTP until it is closed. OpenTelemetry reads the OTEL_ variables. */
export function sendMetrics(registry: Registry, resource: Resource): { close: () => Promise<void> } {
  const exportIntervalMillis = getNumberFromEnv('OTEL_METRIC_EXPORT_INTERVAL') ?? defaultIntervalMs;
  const exportTimeoutMillis = getNumberFromEnv('OTEL_METRIC_EXPORT_TIMEOUT') ?? defaultTimeoutMs;
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter(),
    exportIntervalMillis,
    // OpenTelemetry rejects a timeout longer than the interval.
    exportTimeoutMillis: Math.min(exportTimeoutMillis, exportIntervalMillis),
    metricProducers: [prometheusProducer(registry, resource)],
  });
  const provider = new MeterProvider({ resource, readers: [reader] });
  return { close: () => provider.shutdown() };
}
