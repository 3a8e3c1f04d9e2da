import { z } from 'zod';

import { portRange } from './server-settings';
import { choice, flag, group, optional, type Setting, wholeNumber } from '../setting';

const otlpUrl = (name: string, meaning: string, example: string): Setting<string | undefined> => ({
  name,
  meaning,
  expected: `an http or https address such as ${example}`,
  defaultText: '',
  schema: optional(
    z
      .string()
      .regex(/^https?:\/\/\S+$/)
      .refine((text) => URL.canParse(text)),
  ),
});

/** Settings of the log, the metrics and the traces. */
export const telemetrySettings = group('Telemetry', {
  logLevel: choice(
    'LOG_LEVEL',
    'The minimum level that is logged.',
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
    'info',
  ),
  metricsPort: {
    name: 'METRICS_PORT',
    meaning: 'The port on which Prometheus finds `/metrics`. Default: there are no metrics.',
    expected: 'a whole number from 0 (any free port) to 65535',
    defaultText: '',
    schema: optional(wholeNumber(...portRange)),
  },
  otlpEndpoint: otlpUrl(
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'Where traces are sent. Default: there are no traces. The other OTEL_ variables for traces apply too.',
    'http://127.0.0.1:4318',
  ),
  otlpTracesEndpoint: otlpUrl(
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    'The same with the whole path, for traces alone.',
    'http://127.0.0.1:4318/v1/traces',
  ),
  metricsExporter: choice(
    'OTEL_METRICS_EXPORTER',
    'Whether metrics are sent over OTLP too (`otlp`), to OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_METRICS_ENDPOINT. For `prometheus` there is METRICS_PORT. The other OTEL_ variables for metrics apply too.',
    ['otlp', 'prometheus', 'none'],
    'none',
  ),
  isSdkDisabled: flag(
    'OTEL_SDK_DISABLED',
    'Whether neither traces nor metrics are sent, despite the other variables.',
  ),
});
