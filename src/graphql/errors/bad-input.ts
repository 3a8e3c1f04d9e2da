import { GraphQLError } from 'graphql';

/** The error for an argument with a value that is not allowed. The message says what is. */
export function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}

const known = new Map<string, GraphQLError>();

/**
 * The shared {@link badInput} error of a message, since one request may need thousands of it. Callers must pass constant messages:
 * the errors are never deleted.
 */
export function sharedBadInput(message: string): GraphQLError {
  let error = known.get(message);
  if (error === undefined) {
    error = badInput(message);
    known.set(message, error);
  }
  return error;
}
