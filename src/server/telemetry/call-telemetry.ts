import { type CallEnd, type Endpoint, type ObservedCall } from '../../onebox/client/call-observer';
import { type Metrics } from './metrics/metrics';
import { type CallSpan } from './open-telemetry/otel-tracing';

const noHeaders = {};

/** Records one attempt to call Onebox: its duration, and its span. */
export class CallTelemetry implements ObservedCall {
  readonly #startedAtMs = performance.now();

  constructor(
    private readonly endpoint: Endpoint,
    private readonly metrics: Metrics,
    private readonly span: CallSpan | undefined,
  ) {}

  get traceHeaders(): Readonly<Record<string, string>> {
    return this.span?.headers ?? noHeaders;
  }

  end(end: CallEnd): void {
    const { endpoint } = this;
    const { outcome, atMs = performance.now() } = end;
    this.metrics.upstreamCalls.observe({ endpoint, outcome }, (atMs - this.#startedAtMs) / 1000);
    this.span?.end({ ...end, atMs });
  }
}
