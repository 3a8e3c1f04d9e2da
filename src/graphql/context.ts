import { type AccountConnector } from '../onebox/connections/account-connector';
import { type OneboxEnvironment, type ReplacedOrigins } from '../onebox/origins';
import { type Caller } from '../onebox/caller/caller-session';
import { type OneboxDataSource } from '../onebox/onebox-data-source';
import { type Slices } from '../onebox/bodies/time-slices';
import { type Loaders } from './loaders';
import { type PartialErrors } from './errors/partial-errors';
import { type ResponseSize } from './schema/response-size';

/** The Onebox that this gateway serves. */
export interface ServedOnebox {
  dataSourceOf: (caller: Caller) => OneboxDataSource;
  accountConnector: AccountConnector;
  environment: OneboxEnvironment;
  site: string;
  replacedOrigins: ReplacedOrigins;
}

/** Counts failed authentication of one request for the rate limits. */
export interface AuthenticationLimits {
  /** Signs in with `run`. Throws an OneboxError of kind `too-many-requests` after too many failures. */
  signIn: <T>(account: { email: string; siteId: string }, run: () => Promise<T>) => Promise<T>;
  /** Counts a bearer token that Onebox rejected. */
  tokenRejected: () => void;
}

/** The state of one request. Requests never share it. */
export interface GatewayContext {
  readonly requestId: string;
  readonly served: ServedOnebox;
  /** Onebox with the caller's token, for changes. Reads go through the loaders. */
  readonly onebox: OneboxDataSource;
  readonly loaders: Loaders;
  readonly authenticationLimits: AuthenticationLimits;
  /** Errors of nullable fields and list entries. The response reports them beside its data. */
  readonly partialErrors: PartialErrors;
  readonly responseSize: ResponseSize;
  /** Divides long work of this request, so that other requests are served in between. */
  readonly slices: Slices;
}
