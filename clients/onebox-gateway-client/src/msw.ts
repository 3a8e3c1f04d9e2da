import { http, type HttpHandler, HttpResponse, type JsonBodyType } from 'msw';

import * as documents from './generated/operations.js';
import { recordedErrors, recordedOperations, recordedPartials } from './generated/recorded.js';
import { type TypedOperation } from './operation.js';

/** The name of an operation of this package. */
export type MockedOperation = keyof typeof recordedOperations;

/** The reason of an error of the catalog, or its code where it has no reason. */
export type MockedError = keyof typeof recordedErrors;

/** Every error of the catalog, such as to show each in a test or a story. */
export const mockedErrors: readonly MockedError[] = /*#__PURE__*/ Object.keys(
  recordedErrors,
) as MockedError[];

/** An operation of which a response with data and errors is recorded. */
export type PartialOperation = keyof typeof recordedPartials;

/** Which operation is answered in which way. */
export interface ErrorOptions<Operation = MockedOperation> {
  /** Only this operation. Default: every one. */
  operation?: Operation;
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
  return handlerFor(url, recordedOperations, options, (name) => answerError(error, name));
}

/**
 * A handler that answers with data and errors: of the sessions, with a Page left out; of SessionConnections, with connections that are
 * null since nothing is known of them. Give it before those of {@link gatewayHandlers}.
 */
export function gatewayPartial(url: string, options: ErrorOptions<PartialOperation> = {}): HttpHandler {
  return handlerFor(url, recordedPartials, options, (name) => answer(200, recordedPartials[name]));
}

/** A handler of the operations that are recorded there. */
function handlerFor<Operation extends MockedOperation>(
  url: string,
  recorded: Readonly<Record<Operation, object>>,
  { operation, once = false }: ErrorOptions<Operation>,
  responseOf: (name: Operation) => HttpResponse<JsonBodyType>,
): HttpHandler {
  let answered = 0;
  return http.post(url, async ({ request }) => {
    const name = await operationIn(request);
    if (name === undefined || !Object.hasOwn(recorded, name)) return undefined;
    if ((operation ?? name) !== name || (once && answered > 0)) return undefined;
    answered += 1;
    return responseOf(name as Operation);
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
