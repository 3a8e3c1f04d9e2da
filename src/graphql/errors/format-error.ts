import { GraphQLError, type GraphQLFormattedError } from 'graphql';

import { OneboxError, type OneboxMessage } from '../../onebox/onebox-error';
import { type ErrorCode, type ErrorReason, errorMeanings } from './error-codes';

/** `errors[].extensions` of every response. */
export type ErrorExtensions = {
  code: ErrorCode;
  /** Absent where the code has only one cause. */
  reason?: ErrorReason;
  retryable: boolean;
  /** When the same operation may succeed (ISO 8601, UTC). */
  retryAt?: string;
  onebox?: OneboxMessage;
  /** How many other errors this one represents. Nulls below its path may be failures, not absent values. */
  omitted?: number;
  requestId?: string;
};

/** An error in the form that clients get. */
export type ClientError = Omit<GraphQLFormattedError, 'extensions'> & { extensions: ErrorExtensions };

// The codes that Apollo Server gives to errors of the request.
const requestErrorCodes: ReadonlySet<unknown> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
]);
// graphql-js detects some wrong arguments only during execution, and gives those errors no code.
const argumentMessage = /^Argument "\w+" (?:of (?:non-null|required) type|has invalid value)/;

/** The OneboxError that a GraphQLError wraps, or the error itself if it is one. */
export function oneboxErrorOf(error: unknown): OneboxError | undefined {
  const original = error instanceof GraphQLError ? error.originalError : error;
  return original instanceof OneboxError ? original : undefined;
}

/** Whether the request caused the error: its syntax, fields, variables or HTTP. */
export function isRequestError(error: unknown): boolean {
  if (!(error instanceof GraphQLError)) return false;
  return requestErrorCodes.has(error.extensions['code']) || isArgumentError(error);
}

function isArgumentError({ originalError, message, extensions }: GraphQLError): boolean {
  const isFromGraphqlJs = originalError === undefined || originalError instanceof GraphQLError;
  return isFromGraphqlJs && extensions['code'] === undefined && argumentMessage.test(message);
}

/** Formats an error for clients. Errors of Onebox and of the request keep their message; all others are masked. */
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
        ...errorMeanings[oneboxError.kind],
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

/** Removes the values that messages of graphql-js quote: a value may be a password. */
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
