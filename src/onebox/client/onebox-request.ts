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
  /** What of the body must not come back in an error, should Onebox repeat it. */
  secrets?: readonly string[];
  /** Reads the JSON value answered. Throws an OneboxError of kind `contract-broken`. */
  read: (body: JsonBody, received: ReceivedBody) => T;
  /** As `read`, a few entries at a time: for a body that may be long. */
  readInSlices?: (body: JsonBody, received: ReceivedBody, slices: Slices) => Promise<T>;
  /** Whether `read` takes numbers without a look at how they are spelt: {@link losslessValue} has that then. */
  isPlain?: boolean;
  /** For a call that must not be made twice: how to find out whether it took effect, where that is unknown. */
  recoveryHint?: string;
}

/** A call that only reads. */
export interface OneboxRead<T> extends OneboxRequest<T> {
  method: 'GET';
  /** The same for reads of one path whose `read` gives the same. */
  readerKey: unknown;
}

/** For whom a call is made, and who is told of it. */
export interface CallOrigin {
  requestId: string;
  observer: CallObserver;
  bearer: BearerToken | undefined;
  /** Whose token it is; undefined where a call takes none. */
  caller: CallerIdentity | undefined;
  /** The network that the request comes from, as far as it is one client's. */
  network: () => string;
  /** The operation that makes the call. */
  operation: CallingOperation;
}

/** What an operation has taken so far. */
export interface CallingOperation {
  calls: number;
  bodies: OperationBodies | undefined;
}

/** A call as it is sent. */
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
