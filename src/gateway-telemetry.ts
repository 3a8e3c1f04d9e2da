import { type Config } from './config/config';
import {
  type OpenTelemetry,
  type OpenTelemetryOptions,
} from './server/telemetry/open-telemetry/open-telemetry';
import { version } from './version';

/** Starts OpenTelemetry where the configuration asks for traces or metrics over OTLP. Otherwise it is not loaded. */
export async function startTelemetry(
  { otlpEndpoint, otlpTracesEndpoint, metricsExporter, isSdkDisabled }: Config['telemetry'],
  upstreamOrigin: string,
  registry: OpenTelemetryOptions['registry'],
): Promise<OpenTelemetry | undefined> {
  const sendsTraces = !isSdkDisabled && (otlpEndpoint ?? otlpTracesEndpoint) !== undefined;
  const sendsMetrics = !isSdkDisabled && metricsExporter === 'otlp';
  if (!sendsTraces && !sendsMetrics) return undefined;
  const { startOpenTelemetry } = await import('./server/telemetry/open-telemetry/open-telemetry.js');
  return startOpenTelemetry({ upstreamOrigin, registry, sendsTraces, sendsMetrics, version });
}
