import { isEmptyData, type RequestOptions, sendAttempts, type Attempt } from './attempts.js';
import { OneboxGatewayError } from './gateway-error.js';
import { kindOfText, type TypedOperation } from './operation.js';

export interface GatewayClientOptions extends RequestOptions {
  /** Such as `https://gateway.example/graphql`. */
  url: string;
  /** Whether the id of an operation is sent in place of its text: the gateway must know its manifest. Default: false. */
  persisted?: boolean;
  /** Sent with every request. */
  headers?: Readonly<Record<string, string>>;
  fetch?: typeof fetch;
}

export interface GatewayResult<Data> {
  data: Data;
  /** What could not be read. Null below the path of an error means unknown, not absent. */
  errors: readonly OneboxGatewayError[];
}

/** Sends operations by `fetch`. */
export interface GatewayClient {
  /** Rejects with a {@link OneboxGatewayError} where nothing but errors came, and with the signal's reason where it is aborted. */
  request<Data, Variables extends object>(
    operation: TypedOperation<Data, Variables> | string,
    ...rest: Record<string, never> extends Variables
      ? [variables?: Variables, options?: { signal?: AbortSignal }]
      : [variables: Variables, options?: { signal?: AbortSignal }]
  ): Promise<GatewayResult<Data>>;
}

/** Makes a client without any library. */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { url, persisted = false, headers } = options;
  // Looked up with each request, since mocks replace the global one.
  const send: typeof fetch = (...args) => (options.fetch ?? fetch)(...args);
  return {
    request: (operation, variables?, { signal }: { signal?: AbortSignal } = {}) => {
      const text = operation.toString();
      const id = persisted && typeof operation === 'object' ? operation.__meta__?.hash : undefined;
      const body = JSON.stringify({
        ...(id === undefined ? { query: text } : { documentId: id }),
        variables,
      });
      return sendAttempts(
        async (token) => {
          const init = {
            method: 'POST',
            headers: {
              'content-type': 'application/json',
              accept: 'application/graphql-response+json, application/json;q=0.9',
              ...headers,
              ...(token !== undefined && { authorization: `Bearer ${token}` }),
            },
            body,
            ...(signal && { signal }),
          };
          try {
            return attemptOf<never>(await bodyOf(await send(url, init)));
          } catch (error) {
            signal?.throwIfAborted();
            return failed(error);
          }
        },
        kindOfText(text),
        options,
        signal,
      );
    },
  };
}

interface Body<Data> {
  data?: Data | null;
  errors?: readonly unknown[];
}

/** The body of a response that is the gateway's. Throws what {@link OneboxGatewayError} understands. */
async function bodyOf<Data>(response: Response): Promise<Body<Data>> {
  const text = await response.text();
  try {
    const body = JSON.parse(text) as Body<Data>;
    if ('data' in body || 'errors' in body) return body;
  } catch {
    // A page of a proxy.
  }
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- never leaves this file
  throw { status: response.status };
}

function attemptOf<Data>({ data, errors = [] }: Body<Data>): Attempt<GatewayResult<Data>> {
  if (errors.length === 0)
    return { errors: [], isEmpty: false, settle: () => ({ data: data as Data, errors: [] }) };
  if (isEmptyData(data)) return failed(errors);
  const all = OneboxGatewayError.allFrom(errors);
  return { errors: all, isEmpty: false, settle: () => ({ data: data as Data, errors: all }) };
}

function failed(error: unknown): Attempt<never> {
  const errors = OneboxGatewayError.allFrom(error);
  return {
    errors,
    isEmpty: true,
    settle: () => {
      throw errors[0];
    },
  };
}
