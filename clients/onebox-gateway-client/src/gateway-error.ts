import { fieldsOf, isNetworkFailure, reportedErrors, type ReportedError, statusOf } from './client-errors.js';
import { errorCodes, errorReasons } from './generated/error-names.js';
import { type ErrorCode, type ErrorReason } from './generated/schema.js';

/**
 * What to switch on: the codes of the schema, and two of this package.
 * - NETWORK_ERROR: no response arrived. Whether the gateway received the request is unknown.
 * - UNKNOWN: a response that is not the gateway's, a code that this version of the package does not know, or another failure.
 */
export type GatewayErrorCode = ErrorCode | 'NETWORK_ERROR' | 'UNKNOWN';

/** What Onebox said, for people to read. */
export interface OneboxMessage {
  readonly errorCode: number | null;
  readonly userMessage: string;
}

/** The statuses with which a proxy says that the gateway cannot be reached for a while. */
const passingStatuses: readonly unknown[] = [502, 503, 504];

/** An error of the gateway, or on the way to it. */
export class OneboxGatewayError extends Error {
  override readonly name = 'OneboxGatewayError';
  readonly code: GatewayErrorCode;
  /** Exactly what went wrong. Undefined where `code` alone says it. */
  readonly reason: ErrorReason | undefined;
  /** Whether the same operation may succeed later. */
  readonly retryable: boolean;
  /** From when on. Undefined where the gateway does not say. */
  readonly retryAt: Date | undefined;
  /** Under which operators find the request. Show it with the error. */
  readonly requestId: string | undefined;
  /** The field that failed: null below it means unknown, not absent. */
  readonly path: readonly (string | number)[] | undefined;
  readonly onebox: OneboxMessage | undefined;
  /** How many other errors this one stands for. */
  readonly omitted: number;

  constructor({ message, path, extensions = {} }: ReportedError, options?: { cause: unknown }) {
    super(message, options);
    const { code, reason, retryable, retryAt, requestId, onebox, omitted } = extensions;
    this.code = (nameIn(`${errorCodes} NETWORK_ERROR`, code) ?? 'UNKNOWN') as GatewayErrorCode;
    this.reason = nameIn(errorReasons, reason) as ErrorReason | undefined;
    this.retryable = retryable === true;
    this.retryAt = dateOf(retryAt);
    this.requestId = typeof requestId === 'string' ? requestId : undefined;
    this.path = path;
    this.onebox = typeof fieldsOf(onebox)['userMessage'] === 'string' ? (onebox as OneboxMessage) : undefined;
    this.omitted = typeof omitted === 'number' ? omitted : 0;
  }

  /** The first error in what any client throws or returns as its error. */
  static from(error: unknown): OneboxGatewayError {
    return OneboxGatewayError.allFrom(error)[0];
  }

  /** Every error in it, at least one. */
  static allFrom(error: unknown): readonly [OneboxGatewayError, ...OneboxGatewayError[]] {
    // urql wraps what an exchange throws.
    const own = [error, fieldsOf(error)['networkError']].find((one) => one instanceof OneboxGatewayError);
    if (own !== undefined) return [own];
    const [first, ...others] = reportedErrors(error).map((one) => new OneboxGatewayError(one));
    return [first ?? failureOf(error), ...others];
  }
}

/** An error of which the gateway knows nothing. Clients put variables and headers into theirs, so `cause` never is one of these. */
function failureOf(error: unknown): OneboxGatewayError {
  const { networkError = error, message } = fieldsOf(error);
  if (isNetworkFailure(error)) {
    const extensions = { code: 'NETWORK_ERROR', retryable: true };
    return new OneboxGatewayError(
      { message: 'The gateway cannot be reached.', extensions },
      { cause: networkError },
    );
  }
  const status = statusOf(error);
  const extensions = { code: 'UNKNOWN', retryable: passingStatuses.includes(status) };
  const text =
    status === undefined ? String(message ?? error) : `HTTP ${status}, but no response of the gateway.`;
  return new OneboxGatewayError({ message: text, extensions });
}

function nameIn(names: string, value: unknown): string | undefined {
  return names.split(' ').find((name) => name === value);
}

function dateOf(value: unknown): Date | undefined {
  const date = new Date(typeof value === 'string' ? value : NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
