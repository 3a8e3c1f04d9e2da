import { http, type HttpHandler, HttpResponse, type JsonBodyType } from 'msw';

import * as documents from './generated/operations.js';
import { recordedErrors, recordedOperations } from './generated/recorded.js';
import { type TypedOperation } from './operation.js';

/** The name of an operation of this package. */
export type MockedOperation = keyof typeof recordedOperations;

/** The reason of an error of the catalog, or its code where it has no reason. */
export type MockedError = keyof typeof recordedErrors;

/** Every error of the catalog, such as to show each in a test or a story. */
export const mockedErrors: readonly MockedError[] = /*#__PURE__*/ Object.keys(
  recordedErrors,
) as MockedError[];

/** Which operation is answered in which way. */
export interface ErrorOptions {
  /** Only this operation. Default: every one. */
  operation?: MockedOperation;
  /** Only the first request, such as to see one that is sent again succeed. Default: false. */
  once?: boolean;
}

/** Handlers that answer each operation of this package as the gateway does in front of the sandbox. Other operations pass. */
export function gatewayHandlers(url: string): HttpHandler[] {
  return [
    http.post(url, async ({ request }) => {
      const name = await operationIn(request);
      return name && answer(200, { data: recordedOperations[name] });
    }),
  ];
}

/** A handler that answers with an error of the catalog, as the gateway did. Give it before those of {@link gatewayHandlers}. */
export function gatewayError(url: string, error: MockedError, options: ErrorOptions = {}): HttpHandler {
  const { operation, once = false } = options;
  let answered = 0;
  return http.post(url, async ({ request }) => {
    const name = await operationIn(request);
    if (name === undefined || (operation ?? name) !== name || (once && answered > 0)) return undefined;
    answered += 1;
    return answerError(error, name);
  });
}

function answerError(error: MockedError, name: MockedOperation): HttpResponse<JsonBodyType> {
  const { status, headers, isOfField, error: reported } = recordedErrors[error];
  const [field = ''] = Object.keys(recordedOperations[name]);
  const body = isOfField
    ? { errors: [{ ...reported, path: [field] }], data: isNullable(name) ? { [field]: null } : null }
    : { errors: [reported] };
  return answer(status, body, headers);
}

/** Whether the field of the operation may be null. */
function isNullable(name: MockedOperation): boolean {
  return /Session|^ConnectedAccount/.test(name);
}

function answer(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): HttpResponse<JsonBodyType> {
  const text = JSON.stringify(body).replace(/"in (\d+) s"/g, (_, seconds) =>
    JSON.stringify(new Date(Date.now() + Number(seconds) * 1000).toISOString()),
  );
  return new HttpResponse(text, {
    status,
    headers: { 'content-type': 'application/graphql-response+json; charset=utf-8', ...headers },
  });
}

/** The operation of a request: by its text, whatever client has printed it, or by its id. */
async function operationIn(request: Request): Promise<MockedOperation | undefined> {
  const { query, documentId, extensions } = (await request.clone().json()) as SentBody;
  const id = documentId ?? extensions?.persistedQuery?.sha256Hash;
  const name = /\b(?:query|mutation)\s+(\w+)/.exec(query ?? '')?.[1] ?? namesById().get(id ?? '');
  return name !== undefined && Object.hasOwn(recordedOperations, name)
    ? (name as MockedOperation)
    : undefined;
}

interface SentBody {
  query?: string;
  documentId?: string;
  extensions?: { persistedQuery?: { sha256Hash?: string } };
}

function namesById(): Map<string, string> {
  const entries = Object.entries(documents as Record<string, TypedOperation<unknown, never>>);
  return new Map(
    entries.flatMap(([name, { __meta__ }]) => {
      const id = __meta__?.hash ?? '';
      const operation = name.replace(/Document$/, '');
      return [id, id.replace('sha256:', '')].map((one): [string, string] => [one, operation]);
    }),
  );
}
