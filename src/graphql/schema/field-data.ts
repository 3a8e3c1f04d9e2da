import { type GraphQLResolveInfo } from 'graphql';
import { createParameterDecorator } from 'type-graphql';

import { type GatewayContext } from '../context';

/** All that a field of `Root` is resolved from. */
export interface FieldData<Root> {
  root: Root;
  context: GatewayContext;
  info: GraphQLResolveInfo;
}

/** All of it as one parameter: type-graphql sorts the parameters of a resolver anew each time that it calls it. */
export const FieldData = (): ReturnType<typeof createParameterDecorator> =>
  createParameterDecorator<GatewayContext>((data) => data);
