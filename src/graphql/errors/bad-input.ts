import { GraphQLError } from 'graphql';

/** The error for an argument whose type is right and whose value is not. The message says what it must be. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

const known = new Map<string, GraphQLError>();

/** {@link badInput}, one error for all that have the same of few messages: a request may have thousands of them. */
export function sharedBadInput(message: string): GraphQLError {
  let error = known.get(message);
  if (error === undefined) {
    error = badInput(message);
    known.set(message, error);
  }
  return error;
}
