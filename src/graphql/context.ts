import { type AccountConnector } from '../onebox/connections/account-connector';
import { type OneboxEnvironment, type ReplacedOrigins } from '../onebox/origins';
import { type Caller } from '../onebox/caller/caller-session';
import { type OneboxDataSource } from '../onebox/onebox-data-source';
import { type Slices } from '../onebox/bodies/time-slices';
import { Loaders } from './loaders';
import { PartialErrors } from './errors/partial-errors';
import { ResponseSize } from './schema/response-size';

/** The Onebox that this gateway serves. */
export interface ServedOnebox {
  dataSourceOf: (caller: Caller) => OneboxDataSource;
  accountConnector: AccountConnector;
  environment: OneboxEnvironment;
  site: string;
  replacedOrigins: ReplacedOrigins;
}

/** What one request tries with a token or a password, for it may not do so as often as it likes. */
export interface Attempts {
  /** Signs in by `run`. Throws an OneboxError of kind `too-many-requests` instead where it has failed too often. */
  signIn: <T>(account: { email: string; siteId: string }, run: () => Promise<T>) => Promise<T>;
  /** Onebox has refused the request's bearer token. */
  tokenRefused: () => void;
}

/** What belongs to one request, and to no other. */
export interface GatewayContext {
  requestId: string;
  served: ServedOnebox;
  /** Onebox as this caller may use it: for what changes something. What is read goes through the loaders. */
  onebox: OneboxDataSource;
  loaders: Loaders;
  attempts: Attempts;
  /** Errors of parts, which the response reports beside the rest. */
  partialErrors: PartialErrors;
  responseSize: ResponseSize;
  /** When long work for this request lets other requests go on. */
  slices: Slices;
}

/** Makes the context of one request of one caller. */
export function createContext(
  served: ServedOnebox,
  caller: Caller,
  { attempts, slices }: Pick<GatewayContext, 'attempts' | 'slices'>,
): GatewayContext {
  const onebox = served.dataSourceOf(caller);
  return {
    requestId: caller.requestId,
    served,
    onebox,
    loaders: new Loaders(onebox),
    attempts,
    slices,
    partialErrors: new PartialErrors(),
    responseSize: new ResponseSize(),
  };
}
