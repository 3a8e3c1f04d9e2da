import { type Attributes } from '@opentelemetry/api';

import { type GatewayRequest } from '../gateway-request';
import { type CacheUse } from '../../onebox/client/call-observer';
import { type ClientSoftware } from './client-software';

/** The facts of a request at its end. */
export interface RequestFacts {
  request: GatewayRequest;
  /** Undefined where the request has none, or an invalid one. */
  operation: { type: string; name: string } | undefined;
  outcome: string | undefined;
  /** Undefined where the response was not sent completely. */
  status: number | undefined;
  client: ClientSoftware;
  cacheUses: Readonly<Record<CacheUse, number>>;
  sharedCalls: number;
  /** The code of the first error. */
  code: string | undefined;
}

/** The name of a request's span, by OpenTelemetry's conventions for GraphQL servers, or else for HTTP servers. */
export function requestSpanName({ request, operation }: RequestFacts): string {
  if (operation === undefined) return `${request.method} ${request.routeOptions.url ?? ''}`.trim();
  return operation.name === 'none' ? operation.type : `${operation.type} ${operation.name}`;
}

/**
 * The attributes of a request's span. They follow OpenTelemetry's semantic conventions for HTTP and GraphQL servers, and Apollo Router's
 * names for the client. The gateway's own attributes begin with `gateway.`.
 */
export function requestAttributes({
  request: { id, method, protocol, routeOptions, callerIdentity },
  operation,
  outcome,
  status,
  client,
  cacheUses,
  sharedCalls,
  code,
}: RequestFacts): Attributes {
  const { url: route } = routeOptions;
  return {
    'http.request.method': method,
    'http.route': route,
    // Other paths could contain secrets.
    'url.path': route,
    'url.scheme': protocol,
    'http.response.status_code': status,
    'error.type': errorTypeOf(outcome, status, code),
    'graphql.operation.type': operation?.type,
    'graphql.operation.name': operation?.name === 'none' ? undefined : operation?.name,
    'client.name': client.name === 'none' ? undefined : client.name,
    'client.version': client.version === 'none' ? undefined : client.version,
    'gateway.request.id': id,
    'gateway.caller': callerIdentity?.logged,
    'gateway.outcome': outcome,
    'gateway.cache.hits': cacheUses.hit || undefined,
    'gateway.cache.misses': cacheUses.miss || undefined,
    'gateway.cache.bypasses': cacheUses.bypass || undefined,
    'gateway.calls.shared': sharedCalls || undefined,
  };
}

function errorTypeOf(
  outcome: string | undefined,
  status: number | undefined,
  code: string | undefined,
): string | undefined {
  if (outcome === 'cancelled') return 'cancelled';
  if (outcome === 'error') return code;
  return status !== undefined && status >= 500 ? (code ?? String(status)) : undefined;
}
