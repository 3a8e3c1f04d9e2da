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
 * The attributes with which the span of a call begins: those of OpenTelemetry's semantic conventions for HTTP clients, but
 * `url.full`, which would have the session's id in it.
 */
export function callAttributes(endpoint: Endpoint, attempt: number): Attributes {
  const [method, template] = endpoint.split(' ');
  return {
    'http.request.method': method,
    'url.template': template,
    ...(attempt > 1 && { 'http.request.resend_count': attempt - 1 }),
  };
}

/** The attributes with which it ends. */
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

/** Whether Onebox is at fault. It is not where nobody waits any more. */
export function isFailed({ outcome }: CallEnd): boolean {
  return outcome !== 'ok' && outcome !== 'cancelled';
}
