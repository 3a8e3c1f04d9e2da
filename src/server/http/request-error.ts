import { type ErrorCode, type ErrorReason } from '../../graphql/errors/error-codes';

/** A request that is answered without being run. The message says what to do instead. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly statusCode: number,
    message: string,
    readonly details: {
      code: ErrorCode;
      reason?: ErrorReason;
      retryAt?: Date;
      /** Of the response. */
      headers?: Readonly<Record<string, string>>;
    },
  ) {
    super(message);
  }
}

/** The refusal of a request that would be refused again. */
export function badRequest(message: string): RequestError {
  return new RequestError(400, message, { code: 'BAD_USER_INPUT' });
}
