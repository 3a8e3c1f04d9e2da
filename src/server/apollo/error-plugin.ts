import { type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type Logger } from 'pino';

import { formatError, isRequestError, oneboxErrorOf } from '../../graphql/errors/format-error';
import { maxErrors, type PartialError } from '../../graphql/errors/partial-errors';
import {
  busyForMs,
  ClientDisconnected,
  type OneboxError,
  type OneboxErrorKind,
} from '../../onebox/onebox-error';
import { withRequestId } from '../http/error-response';
import { type ServerContext } from '../request-context';
import { safeOperationName } from '../telemetry/operation-names';

/** An error of a response, with its formatted form. */
interface ReportedError extends PartialError {
  formatted: GraphQLFormattedError;
}

/**
 * Reports a valid operation. Completes each response: adds the partial errors, replaces a response that is too large, adds the request id
 * to every error, logs errors that the caller did not cause, and reports the result to the request's telemetry.
 */
export function errorPlugin(logger: Logger): ApolloServerPlugin<ServerContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation, operationName, contextValue }) => {
          // Before the execution, so that concurrent equal operations need not be validated.
          contextValue.onValidated();
          contextValue.telemetry.resolved({
            name: safeOperationName(operationName),
            type: operation?.operation ?? 'query',
          });
          return Promise.resolve();
        },
        willSendResponse: ({ response: { body, http }, errors = [], contextValue }) => {
          if (body.kind !== 'single') return Promise.resolve();
          const { singleResult } = body;
          const tooLarge = sizeErrorOf(singleResult.data, contextValue);
          if (tooLarge !== undefined) singleResult.data = null;
          const reported =
            tooLarge === undefined
              ? capped([
                  ...errors.map((error, index) => ({
                    error,
                    omitted: 0,
                    formatted: singleResult.errors?.[index] ?? formatError(error.toJSON(), error),
                  })),
                  ...contextValue.partialErrors.list().map(format),
                ])
              : [format({ error: tooLarge, omitted: 0 })];
          if (reported.length > 0) {
            singleResult.errors = reported.map(({ formatted }) =>
              withRequestId(formatted, contextValue.requestId),
            );
            report(reported, contextValue, logger);
          }
          if (reported.some(({ error }) => oneboxErrorOf(error)?.kind === 'gateway-busy')) {
            http.status = 503;
            http.headers.set('retry-after', String(busyForMs / 1000));
          }
          contextValue.telemetry.responded(singleResult);
          return Promise.resolve();
        },
      }),
  };
}

function sizeErrorOf(data: unknown, { responseSize }: ServerContext): GraphQLError | undefined {
  try {
    responseSize.checkText(data);
    return undefined;
  } catch (error) {
    return new GraphQLError((error as Error).message, { originalError: error as Error });
  }
}

function format({ error, omitted }: PartialError): ReportedError {
  const formatted = formatError(error.toJSON(), error);
  return {
    error,
    omitted,
    formatted: omitted === 0 ? formatted : { ...formatted, extensions: { ...formatted.extensions, omitted } },
  };
}

/** Limits the errors to the maximum of a response. The last one represents the omitted ones. */
function capped(errors: readonly ReportedError[]): readonly ReportedError[] {
  const [last, ...rest] = errors.slice(maxErrors - 1);
  if (last === undefined || rest.length === 0) return errors;
  const omitted = rest.reduce((sum, one) => sum + one.omitted + 1, last.omitted);
  const { message, extensions } = last.formatted;
  const formatted = { message, extensions: { ...extensions, omitted } };
  return [...errors.slice(0, maxErrors - 1), { ...last, omitted, formatted }];
}

/** Logs at most one line for all errors of a response: the most severe one. */
function report(
  reported: readonly ReportedError[],
  { authenticationLimits, telemetry }: ServerContext,
  logger: Logger,
): void {
  const causes = reported.map(({ error }) => ({ error, kind: oneboxErrorOf(error)?.kind }));
  if (causes.some(({ kind }) => kind !== undefined && tokenKinds.has(kind)))
    authenticationLimits.tokenRejected();
  const errors = reported.reduce((sum, { omitted }) => sum + omitted + 1, 0);
  const unexpected = causes.find(({ error, kind }) => kind === undefined && isGatewayError(error));
  const upstream = causes.find(({ kind }) => kind !== undefined && upstreamKinds.has(kind));
  if (unexpected !== undefined) {
    logger.error({ ...telemetry.logged, errors, err: causeOf(unexpected.error) }, 'unexpected error');
  } else if (upstream !== undefined) {
    const err = causeOf(upstream.error);
    const { failedCall } = err as Partial<OneboxError>;
    logger.warn({ ...telemetry.logged, ...failedCall, errors, err }, 'Onebox did not respond as documented');
  }
}

const tokenKinds: ReadonlySet<OneboxErrorKind> = new Set([
  'token-rejected',
  'token-expired',
  'token-malformed',
]);
const upstreamKinds: ReadonlySet<OneboxErrorKind> = new Set([
  'timeout',
  'unreachable',
  'failed',
  'contract-broken',
]);

function isGatewayError(error: GraphQLError): boolean {
  return !isRequestError(error) && !(causeOf(error) instanceof ClientDisconnected);
}

function causeOf(error: GraphQLError): Error {
  return error.originalError ?? error;
}
