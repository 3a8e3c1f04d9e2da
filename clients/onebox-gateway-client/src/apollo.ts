import { gql, type TypedDocumentNode } from '@apollo/client';
import { ApolloLink } from '@apollo/client/link';
import { firstValueFrom, Observable } from 'rxjs';

import { type Attempt, isEmptyData, type RequestOptions, sendAttempts } from './attempts.js';
import { OneboxGatewayError } from './gateway-error.js';
import { kindOfDocument, type TypedOperation } from './operation.js';

/** An operation of this package as Apollo Client wants it. The same one each time. */
export function documentOf<Data, Variables extends object>(
  operation: TypedOperation<Data, Variables>,
): TypedDocumentNode<Data, Variables & Record<string, unknown>> {
  // gql gives the same document for the same text.
  return Object.assign(gql(operation.toString()), { __meta__: operation.__meta__ });
}

/**
 * A link in front of HttpLink: sends the token, signs in once for all requests that wait, and sends again what may succeed later.
 * Queries and mutations with one result only.
 */
export function gatewayLink(options: RequestOptions): ApolloLink {
  return new ApolloLink(
    (operation, forward) =>
      new Observable((observer) => {
        const controller = new AbortController();
        const { signal } = controller;
        const send = async (token: string | undefined): Promise<Attempt<ApolloLink.Result>> => {
          operation.setContext(({ headers }: { headers?: Record<string, string> }) => ({
            headers: { ...headers, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
          }));
          try {
            return attemptOf(await firstValueFrom(untilAborted(forward(operation), signal)));
          } catch (error) {
            signal.throwIfAborted();
            return { errors: OneboxGatewayError.allFrom(error), isEmpty: true, settle: () => raise(error) };
          }
        };
        sendAttempts(send, kindOfDocument(operation.query), options, signal).then(
          (result) => {
            observer.next(result);
            observer.complete();
          },
          (error: unknown) => {
            if (!signal.aborted) observer.error(error);
          },
        );
        return () => {
          controller.abort();
        };
      }),
  );
}

function attemptOf(result: ApolloLink.Result): Attempt<ApolloLink.Result> {
  const { errors = [] } = result as { errors?: readonly unknown[] };
  return {
    errors: errors.length > 0 ? OneboxGatewayError.allFrom(errors) : [],
    isEmpty: errors.length > 0 && isEmptyData(result.data),
    settle: () => result,
  };
}

function raise(error: unknown): never {
  throw error;
}

/** The same results, until nobody waits for them any more: then the request below is cancelled. */
function untilAborted<Value>(source: Observable<Value>, signal: AbortSignal): Observable<Value> {
  return new Observable((observer) => {
    const subscription = source.subscribe(observer);
    const abort = (): void => {
      subscription.unsubscribe();
      observer.error(signal.reason);
    };
    signal.addEventListener('abort', abort, { once: true });
    return () => {
      signal.removeEventListener('abort', abort);
      subscription.unsubscribe();
    };
  });
}
