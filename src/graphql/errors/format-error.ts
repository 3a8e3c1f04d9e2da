import { GraphQLError, type GraphQLFormattedError } from 'graphql';

import { OneboxError, type OneboxWords } from '../../onebox/onebox-error';
import { type ErrorCode, type ErrorReason, errorMeaning } from './error-codes';

/** `errors[].extensions` of every answer. */
export type ErrorExtensions = {
  code: ErrorCode;
  /** Absent where the code says it all: the message then says what is wrong with the operation. */
  reason?: ErrorReason;
  retryable: boolean;
  /** ISO 8601, UTC: from when on the same operation may succeed. */
  retryAt?: string;
  onebox?: OneboxWords;
  /** For how many other errors this one stands. The nulls below its path are unknown, not absent. */
  omitted?: number;
  requestId?: string;
};

/** An error as clients get it. */
export type ClientError = Omit<GraphQLFormattedError, 'extensions'> & { extensions: ErrorExtensions };

// How Apollo Server marks an error that is about the request and not about us.
const requestErrorCodes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
]);
// graphql-js meets some wrong arguments only while it runs, and marks them in no other way.
const argumentMessage = /^Argument "\w+" (?:of (?:non-null|required) type|has invalid value)/;

/** The OneboxError that an error in an answer stands for, if it does. */
export function oneboxErrorOf(error: unknown): OneboxError | undefined {
  const original = error instanceof GraphQLError ? error.originalError : error;
  return original instanceof OneboxError ? original : undefined;
}

/** Whether an error is about the request: its syntax, its fields, its variables, its HTTP. */
export function isRequestError(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  return requestErrorCodes.has(error.extensions['code']) || isArgumentError(error);
}

function isArgumentError({ originalError, message, extensions }: GraphQLError): boolean {
  const isOfGraphql = originalError === undefined || originalError instanceof GraphQLError;
  return isOfGraphql && extensions['code'] === undefined && argumentMessage.test(message);
}

/** An error as clients may see it. Only what is meant for them passes: all else is masked. */
export function formatError(
  { locations, path, message }: GraphQLFormattedError,
  error: unknown,
): ClientError {
  const place = { ...(locations && { locations }), ...(path && { path }) };
  const oneboxError = oneboxErrorOf(error);
  if (oneboxError !== undefined) {
    const { retryAt, onebox, isOutcomeUnknown } = oneboxError;
    return {
      message: oneboxError.message,
      ...place,
      extensions: {
        ...errorMeaning(oneboxError.kind),
        ...(isOutcomeUnknown && { retryable: false }),
        ...(retryAt && { retryAt: retryAt.toISOString() }),
        ...(onebox && { onebox }),
      },
    };
  }
  if (isRequestError(error)) {
    return {
      message: withoutValues(message),
      ...place,
      extensions: { code: 'BAD_USER_INPUT', retryable: false },
    };
  }
  return {
    message: 'The gateway failed. Report this with the request id.',
    ...place,
    extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false },
  };
}

/** GraphQL's messages quote the values that they refuse, and a value may be a password. */
function withoutValues(message: string): string {
  if (message.startsWith('Syntax Error'))
    return message.replace(/\b((?:Block)?String|Name|Int|Float) ".*"/s, '$1');
  return message
    .replace(/(\bgot invalid value|\bhas invalid value) .*$/s, '$1.')
    .replace(/(\bcannot represent [^:"]*?value): .*$/s, '$1.')
    .replace(/, found .*$/s, '.')
    .replace(/^Unknown operation named ".*"/s, 'Unknown operation name')
    .replace(/^Value ".*" does not exist in/s, 'The value does not exist in');
}
