import { GraphQLError, GraphQLScalarType } from 'graphql';
import { GraphQLURL } from 'graphql-scalars';

/** `URL`, for addresses that have been read as such before: they are answered as they are, without another look. */
export const WebAddress: GraphQLScalarType = new GraphQLScalarType({
  ...GraphQLURL.toConfig(),
  serialize: (value) => {
    if (typeof value === 'string') return value;
    throw new GraphQLError('URL cannot represent what is no text.');
  },
});
