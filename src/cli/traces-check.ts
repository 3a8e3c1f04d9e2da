import { type Config } from '../config/config';
import { checkTimeoutMs } from './check-timeout';
import { failureCause } from './failure-cause';
import { error, type Finding, ok, warning } from './finding';

/** Checks whether the OTLP endpoint accepts traces. */
export async function checkTraces({
  otlpEndpoint,
  otlpTracesEndpoint,
  isSdkDisabled,
}: Config['telemetry']): Promise<Finding> {
  const url = otlpTracesEndpoint ?? (otlpEndpoint && `${otlpEndpoint.replace(/\/$/, '')}/v1/traces`);
  if (isSdkDisabled || url === undefined) return ok('traces', 'none are sent.');
  const name =
    otlpTracesEndpoint === undefined ? 'OTEL_EXPORTER_OTLP_ENDPOINT' : 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';
  // The rest of the address may contain a key.
  const { host } = new URL(url);
  try {
    const { status } = await fetch(withoutCredentials(url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"resourceSpans":[]}',
      redirect: 'manual',
      signal: AbortSignal.timeout(checkTimeoutMs),
    });
    return status >= 200 && status < 300
      ? ok('traces', `${host} accepts them.`)
      : warning(
          'traces',
          `${host} returns HTTP ${status} to an export without OTEL_EXPORTER_OTLP_HEADERS. Check ${name} and its path, and the headers that it needs.`,
        );
  } catch (failure) {
    return error(
      'traces',
      `${host} cannot be reached (${failureCause(failure)}), so traces are lost. Check ${name}, and whether the collector runs and accepts OTLP over HTTP.`,
    );
  }
}

/** Removes the credentials of an address, since `fetch` rejects them in an address. */
function withoutCredentials(text: string): URL {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  return url;
}
