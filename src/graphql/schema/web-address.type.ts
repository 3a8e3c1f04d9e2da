import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLURL } from 'graphql-scalars';

/** The scalar `URL`. Values are checked when a body is decoded, so they are serialized unchanged. */
export const WebAddress: GraphQLScalarType = new GraphQLScalarType({
  ...GraphQLURL.toConfig(),
  serialize: (value) => {
    if (typeof value === 'string') return value;
    throw new GraphQLError('URL cannot represent a value that is not a string.');
  },
});
