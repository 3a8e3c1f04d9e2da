import { GraphQLError } from 'graphql';

/** The error for an argument whose type is right and whose value is not. The message says what it must be. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
