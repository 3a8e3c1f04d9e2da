import { type Dispatcher } from 'undici';

import { type BearerToken } from '../caller/bearer-token';
import { type CallerIdentity } from '../caller/caller-identity';
import { type OperationBodies, type ReceivedBody } from '../bodies/body-budget';
import { type CallObserver, type Endpoint } from './call-observer';
import { type ResponseOptions, type JsonBody } from './onebox-response';
import { type Slices } from '../bodies/time-slices';

const jsonType = 'application/json';
const formType = 'application/x-www-form-urlencoded';

/** One call to Onebox. */
export interface OneboxRequest<T> extends Pick<
  ResponseOptions,
  'notFound' | 'unauthorized' | 'passesOnFacebook'
> {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  endpoint: Endpoint;
  body?: { json: object } | { form: Record<string, string> };
  /** Values to remove from the messages of Onebox, which may repeat them. Computed only for an error. */
  secrets?: () => readonly string[];
  /** Decodes the JSON body. Throws an OneboxError of kind `contract-broken`. */
  read: (body: JsonBody, received: ReceivedBody) => T;
  /** As `read`, in time slices. For bodies that may be long. */
  readInSlices?: (body: JsonBody, received: ReceivedBody, slices: Slices) => Promise<T>;
  /** Whether the body is parsed with `JSON.parse`, which may lose digits. {@link losslessValue} parses it again. */
  isLossy?: boolean;
  /** For a call that must not be repeated: tells clients how to find out whether it took effect. */
  recoveryHint?: string;
}

/** A call that only reads. */
export interface OneboxRead<T> extends OneboxRequest<T> {
  method: 'GET';
  /** Equal for reads of one path that decode to the same value. */
  readerKey: unknown;
}

/** The client that sent a request. */
export interface Client {
  /** Its network, for limits: an address, or a prefix for IPv6. */
  readonly network: string;
}

/** The request, the caller and the operation that make a call. */
export interface CallOrigin {
  requestId: string;
  observer: CallObserver;
  bearer: BearerToken | undefined;
  /** The caller of the token. Undefined for a call without a token. */
  caller: CallerIdentity | undefined;
  client: Client;
  /** The usage of the operation that makes the call. */
  operation: CallingOperation;
}

/** What an operation has used so far. */
export interface CallingOperation {
  calls: number;
  bodies: OperationBodies | undefined;
}

/** The options of undici that send a call. */
export function dispatchOptions(
  { method, path, body }: OneboxRequest<unknown>,
  bearer: BearerToken | undefined,
  requestId: string,
  traceHeaders: Readonly<Record<string, string>>,
): Dispatcher.DispatchOptions {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'identity',
    'x-request-id': requestId,
    ...traceHeaders,
  };
  if (bearer !== undefined) headers['authorization'] = bearer.toAuthorization();
  if (body === undefined) return { method, path, headers };
  const isJson = 'json' in body;
  headers['content-type'] = isJson ? jsonType : formType;
  return {
    method,
    path,
    headers,
    body: isJson ? JSON.stringify(body.json) : new URLSearchParams(body.form).toString(),
  };
}
