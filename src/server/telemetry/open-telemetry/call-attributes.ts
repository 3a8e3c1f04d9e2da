import { type Attributes } from '@opentelemetry/api';

import { type CallEnd, type Endpoint } from '../../../onebox/client/call-observer';

export function serverAttributes(origin: string): Attributes {
  const { protocol, hostname, port } = new URL(origin);
  const scheme = protocol.slice(0, -1);
  const defaultPort = scheme === 'https' ? 443 : 80;
  return {
    'server.address': hostname,
    'server.port': port === '' ? defaultPort : Number(port),
    'url.scheme': scheme,
  };
}

/**
 * The attributes at the start of a call's span. They follow OpenTelemetry's semantic conventions for HTTP clients, without `url.full`,
 * which would contain the session id.
 */
export function callAttributes(endpoint: Endpoint, attempt: number): Attributes {
  const [method, template] = endpoint.split(' ');
  return {
    'http.request.method': method,
    'url.template': template,
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
  };
}

/** The attributes at the end of a call's span. */
export function callEndAttributes(end: CallEnd): Attributes {
  const { outcome, status } = end;
  return {
    'http.response.status_code': status,
    ...(isFailed(end) && {
      'error.type': status !== undefined && status >= 400 ? String(status) : outcome,
    }),
    'onebox.outcome': outcome,
  };
}

/** Whether the outcome is an error of the call. A cancellation is not. */
export function isFailed({ outcome }: CallEnd): boolean {
  return outcome !== 'ok' && outcome !== 'cancelled';
}
