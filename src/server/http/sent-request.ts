import { type HTTPGraphQLRequest, HeaderMap } from '@apollo/server';
import { type FastifyRequest } from 'fastify';

import { withExactNumbers } from '../operations/exact-numbers';
import { isNamedById, type SentOperation } from '../operations/persisted-operations';

/** A GraphQL request as it was sent: in the parameters of a GET, or in the body of a POST. */
export interface SentRequest extends SentOperation {
  operationName?: unknown;
  variables?: unknown;
}

const parameterNames = ['query', 'operationName', 'variables', 'extensions', 'documentId'] as const;
// RFC 6750. Browsers preflight each other method, which is answered 405. They attach Basic and Negotiate by themselves, Bearer never: a page's script did, after a preflight.
const bearer = /^bearer +[\w.~+/-]+=*$/i;

/** Reads the operation of a request. What is not even an object is left to Apollo Server to refuse. */
export function readSentRequest(request: FastifyRequest): SentRequest {
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
 * Whether a page of another site cannot have caused a GET, whose parameters are each there once: browsers attach Basic and
 * Negotiate by themselves, Bearer never.
 */
export function isPlainGet(request: FastifyRequest): boolean {
  const names = [...parametersOf(request).keys()];
  return (
    request.method === 'GET' &&
    bearer.test(request.headers.authorization ?? '') &&
    new Set(names).size === names.length
  );
}

/** The request as Apollo Server takes it, with the text to run where `sent` names that by an id. */
export function toApolloRequest(
  request: FastifyRequest,
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

/** The body of a POST, had the operation's text been sent in place of its id. */
export function bodyWithText(body: unknown, query: unknown): unknown {
  if (!isObject(body)) return body;
  const rest = Object.entries(body).filter(([name]) => name !== 'extensions' && name !== 'documentId');
  return { ...Object.fromEntries(rest), query };
}

/** The parameters of a GET: empty ones, and null in place of an object, are absent ones, and numbers in `variables` keep their digits. */
function parametersOf({ url }: FastifyRequest): URLSearchParams {
  const parameters = new URLSearchParams(url.slice(url.indexOf('?') >>> 0));
  for (const name of parameterNames) parameters.delete(name, '');
  for (const name of ['variables', 'extensions']) parameters.delete(name, 'null');
  const variables = parameters.getAll('variables');
  if (variables.length === 1 && isObject(valueOf(variables[0]))) {
    parameters.set('variables', withExactNumbers(variables[0] ?? ''));
  }
  return parameters;
}

function headerMapOf({ method, headers }: FastifyRequest): HeaderMap {
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
