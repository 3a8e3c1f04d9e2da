import { type ErrorCode, type ErrorReason } from '../../graphql/errors/error-codes';
import { busyForMs, gatewayBusy } from '../../onebox/onebox-error';

/** Rejects a request before its operation is executed. The message says what to do instead. */
export class RequestError extends Error {
  override readonly name = 'RequestError';

  constructor(
    readonly statusCode: number,
    message: string,
    readonly details: {
      code: ErrorCode;
      reason?: ErrorReason;
      retryAt?: Date;
      /** The headers of the response. */
      headers?: Readonly<Record<string, string>>;
    },
  ) {
    super(message);
  }
}

/** The error for a request that fails again on every retry: BAD_USER_INPUT, HTTP 400. */
export function badRequest(message: string): RequestError {
  return new RequestError(400, message, { code: 'BAD_USER_INPUT' });
}

/** The error for a request for which there is no room now: OVERLOADED, HTTP 503. */
export function overloaded(): RequestError {
  const { message, retryAt } = gatewayBusy(new Date());
  return new RequestError(503, message, {
    code: 'OVERLOADED',
    ...(retryAt && { retryAt }),
    headers: { 'retry-after': String(busyForMs / 1000) },
  });
}
