import { type GraphQLResolveInfo } from 'graphql';
import { createParameterDecorator } from 'type-graphql';

import { type GatewayContext } from '../context';

/** The arguments of a field resolver of `Root`. */
export interface FieldData<Root> {
  root: Root;
  context: GatewayContext;
  info: GraphQLResolveInfo;
}

/** Injects {@link FieldData} as one parameter: type-graphql sorts the parameters of a resolver in every call. */
export const FieldData = (): ReturnType<typeof createParameterDecorator> =>
  createParameterDecorator<GatewayContext>((data) => data);
