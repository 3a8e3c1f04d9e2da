import { type ApolloServerPlugin } from '@apollo/server';
import { type GraphQLFormattedError } from 'graphql';
import { type Logger } from 'pino';

import { busyForMs, CallerGone } from '../onebox/onebox-error';
import { type ServerContext } from './graphql-handler';
import { formatError, isRequestError, oneboxErrorOf } from '../graphql/format-error';

/**
 * Gives every error of an answer its request id, adds those of left-out entries, logs what is not the caller's doing, and
 * tells the request's observation of the answer.
 */
export function errorPlugin(logger: Logger): ApolloServerPlugin<ServerContext> {
  const log = (error: Error, { requestId, attempts }: ServerContext): void => {
    const kind = oneboxErrorOf(error)?.kind;
    const err = (error as { originalError?: Error }).originalError ?? error;
    if (err instanceof CallerGone) return;
    if (kind === 'token-rejected' || kind === 'token-expired' || kind === 'token-malformed') {
      attempts.tokenRefused();
    }
    if (kind === 'timeout' || kind === 'unreachable' || kind === 'failed' || kind === 'contract-broken') {
      logger.warn({ requestId, err }, 'Onebox did not answer as it should');
    } else if (kind === undefined && !isRequestError(error)) {
      logger.error({ requestId, err }, 'unforeseen error');
    }
  };
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ errors, contextValue }) => {
          for (const error of errors) log(error, contextValue);
          return Promise.resolve();
        },
        willSendResponse: ({ response: { body, http }, errors, operationName, contextValue }) => {
          if (errors?.some((error) => oneboxErrorOf(error)?.kind === 'gateway-busy')) {
            http.status = 503;
            http.headers.set('retry-after', String(busyForMs / 1000));
          }
          if (body.kind === 'single') {
            for (const error of contextValue.leftOut) log(error, contextValue);
            const leftOut = contextValue.leftOut.map((error) => formatError(error.toJSON(), error));
            const errors = [...(body.singleResult.errors ?? []), ...leftOut];
            if (errors.length > 0) {
              body.singleResult.errors = errors.map((error) => withRequestId(error, contextValue.requestId));
            }
            contextValue.observation.answered(operationName, body.singleResult);
          }
          return Promise.resolve();
        },
      }),
  };
}

/** The error with the id under which the log has its request. */
export function withRequestId(error: GraphQLFormattedError, requestId: string): GraphQLFormattedError {
  return { ...error, extensions: { ...error.extensions, requestId } };
}
