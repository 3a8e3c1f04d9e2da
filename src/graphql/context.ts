import { type GraphQLError } from 'graphql';

import { type OneboxEnvironment, type OneboxOrigins } from '../onebox/hosts';
import { type InstagramConnector } from '../onebox/instagram-connector';
import { type Caller } from '../onebox/caller-calls';
import { type OneboxDataSource } from '../onebox/onebox-data-source';
import { createLoaders, type Loaders } from './loaders';

/** The Onebox that this gateway serves. */
export interface ServedOnebox {
  dataSourceOf: (caller: Caller) => OneboxDataSource;
  instagramConnector: InstagramConnector;
  environment: OneboxEnvironment;
  site: string;
  /** The origins that stand in for the environment's documented ones. */
  replacedOrigins: Partial<OneboxOrigins>;
}

/** What belongs to one request, and to no other. */
export interface GatewayContext {
  requestId: string;
  served: ServedOnebox;
  /** Onebox as this caller may use it: for what changes something. What is read goes through the loaders. */
  onebox: OneboxDataSource;
  loaders: Loaders;
  /** Errors of entries that were left out of a list: the answer reports them beside what could be read. */
  leftOut: GraphQLError[];
}

/** Makes the context of one request of one caller. */
export function createContext(served: ServedOnebox, caller: Caller): GatewayContext {
  const onebox = served.dataSourceOf(caller);
  return { requestId: caller.requestId, served, onebox, loaders: createLoaders(onebox), leftOut: [] };
}
