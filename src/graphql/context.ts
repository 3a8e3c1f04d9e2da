import { type GraphQLError } from 'graphql';

import { type OneboxEnvironment, type OneboxOrigins } from '../onebox/hosts';
import { type Caller, type OneboxDataSource } from '../onebox/onebox-data-source';
import { createLoaders, type Loaders } from './loaders';

/** The Onebox that this gateway serves. */
export interface ServedOnebox {
  dataSourceOf: (caller: Caller) => OneboxDataSource;
  environment: OneboxEnvironment;
  site: string;
  /** The origins that stand in for the environment's documented ones. */
  replacedOrigins: Partial<OneboxOrigins>;
}

/** What belongs to one request, and to no other. */
export interface GatewayContext {
  requestId: string;
  served: ServedOnebox;
  loaders: Loaders;
  /** Errors of entries that were left out of a list: the answer reports them beside what could be read. */
  leftOut: GraphQLError[];
}

/** Makes the context of one request of one caller. */
export function createContext(served: ServedOnebox, caller: Caller): GatewayContext {
  const onebox = served.dataSourceOf(caller);
  return { requestId: caller.requestId, served, loaders: createLoaders(onebox), leftOut: [] };
}
