import { type HTTPGraphQLRequest, HeaderMap } from '@apollo/server';

import { type GatewayRequest } from '../gateway-request';
import { withLosslessNumbers } from '../operations/lossless-numbers';
import { isNamedById, type SentOperation } from '../operations/persisted-operations';

/** The parameters of a GraphQL request, from the query string of a GET or the body of a POST. */
export interface SentRequest extends SentOperation {
  operationName?: unknown;
  variables?: unknown;
}

const parameterNames = ['query', 'operationName', 'variables', 'extensions', 'documentId'] as const;
const plainName = /^[A-Za-z]+$/;
// More than clients send. Each name is compared with those before it.
const maxPlainNames = 16;
// RFC 6750. Browsers send Basic and Negotiate by themselves, but Bearer only from a script, after a preflight. Methods other than GET
// and POST are rejected with 405.
const bearer = /^bearer +[\w.~+/-]+=*$/i;

/** Reads the parameters of a request. Apollo Server rejects a body that is not an object. */
export function readSentRequest(request: GatewayRequest): SentRequest {
  if (request.method !== 'GET') return isObject(request.body) ? request.body : {};
  const parameters = parametersOf(request);
  return {
    query: parameters.get('query') ?? undefined,
    documentId: parameters.get('documentId') ?? undefined,
    operationName: parameters.get('operationName') ?? undefined,
    variables: valueOf(parameters.get('variables')),
    extensions: valueOf(parameters.get('extensions')),
  };
}

/**
 * Whether a GET has a bearer token and no repeated or encoded name of a parameter. A page of another site cannot cause such a request,
 * since browsers never send a bearer token by themselves.
 */
export function isPlainGet({ method, url, headers }: GatewayRequest): boolean {
  if (method !== 'GET' || !bearer.test(headers.authorization ?? '')) return false;
  const names = url
    .slice(url.indexOf('?') + 1)
    .split('&')
    .map((parameter) => parameter.split('=', 1)[0] ?? '');
  return (
    names.length <= maxPlainNames &&
    names.every((name, index) => plainName.test(name) && names.indexOf(name) === index)
  );
}

/** The request in the form of Apollo Server. `text` replaces the id of a persisted operation. */
export function toApolloRequest(
  request: GatewayRequest,
  sent: SentRequest,
  text: unknown,
): HTTPGraphQLRequest {
  const { method, body } = request;
  const parameters = method === 'GET' ? parametersOf(request) : new URLSearchParams();
  if (method === 'GET' && isNamedById(sent)) {
    parameters.delete('extensions');
    parameters.delete('documentId');
    parameters.set('query', String(text));
  }
  return {
    method,
    headers: headerMapOf(request),
    search: `?${parameters.toString()}`,
    body: isObject(body) ? withoutEmptyName(body) : body,
  };
}

function withoutEmptyName(body: { operationName?: unknown }): object {
  if (body.operationName !== '') return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'operationName'));
}

/** The body of a POST with the operation's text in place of its id. */
export function bodyWithText(body: unknown, query: unknown): unknown {
  if (!isObject(body)) return body;
  const rest = Object.entries(body).filter(([name]) => name !== 'extensions' && name !== 'documentId');
  return { ...Object.fromEntries(rest), query };
}

/** The parameters of a GET. Removes empty ones and `null` objects. Large integers in `variables` become strings. */
function parametersOf({ url }: GatewayRequest): URLSearchParams {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') >>> 0));
  for (const name of parameterNames) parameters.delete(name, '');
  for (const name of ['variables', 'extensions']) parameters.delete(name, 'null');
  const variables = parameters.getAll('variables');
  if (variables.length === 1 && isObject(valueOf(variables[0]))) {
    parameters.set('variables', withLosslessNumbers(variables[0] ?? ''));
  }
  return parameters;
}

function headerMapOf({ method, headers }: GatewayRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const isPreflighted = method === 'GET' ? bearer.test(headers.authorization ?? '') : method !== 'POST';
  if (isPreflighted) map.set('apollo-require-preflight', '1');
  return map;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(json: string | null | undefined): unknown {
  try {
    return json === null || json === undefined ? undefined : (JSON.parse(json) as unknown);
  } catch {
    return undefined;
  }
}
