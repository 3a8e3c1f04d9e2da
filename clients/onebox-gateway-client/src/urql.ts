import {
  type Exchange,
  gql,
  makeErrorResult,
  makeOperation,
  type Operation,
  type OperationResult,
  type TypedDocumentNode,
} from '@urql/core';
import { filter, makeSubject, merge, mergeMap, fromPromise, pipe, share, takeUntil, tap } from 'wonka';

import { type Attempt, isEmptyData, type RequestOptions, sendAttempts } from './attempts.js';
import { OneboxGatewayError } from './gateway-error.js';
import { kindOfDocument, type TypedOperation } from './operation.js';

/** An operation of this package as urql wants it. The same one each time. */
export function documentOf<Data, Variables extends object>(
  operation: TypedOperation<Data, Variables>,
): TypedDocumentNode<Data, Variables> {
  const known = documents.get(operation);
  if (known !== undefined) return known as TypedDocumentNode<Data, Variables>;
  const document: TypedDocumentNode<Data, Variables> = gql(operation.toString());
  documents.set(operation, Object.assign(document, { __meta__: operation.__meta__ }));
  return document;
}

const documents = /*#__PURE__*/ new WeakMap<object, unknown>();

/** Names an attempt in the context of its operation, and so in that of its result. */
const attemptKey = 'oneboxGatewayAttempt';

/**
 * An exchange in front of fetchExchange: sends the token, signs in once for all requests that wait, and sends again what may succeed
 * later. Subscriptions pass.
 */
export function gatewayExchange(options: RequestOptions): Exchange {
  return ({ forward }) =>
    (operations$) => {
      const attempts = makeSubject<Operation>();
      const waiting = new Map<unknown, (result: OperationResult) => void>();
      let attemptCount = 0;

      const shared$ = pipe(operations$, share);
      const isSent = ({ kind }: Operation): boolean => kind === 'query' || kind === 'mutation';

      const run = (operation: Operation, signal: AbortSignal): Promise<OperationResult> => {
        const send = (token: string | undefined): Promise<Attempt<OperationResult>> =>
          new Promise((resolve, reject) => {
            const attempt = (attemptCount += 1);
            signal.addEventListener(
              'abort',
              () => {
                waiting.delete(attempt);
                reject(signal.reason as Error);
              },
              { once: true },
            );
            waiting.set(attempt, (result) => {
              resolve(attemptOf({ ...result, operation }));
            });
            attempts.next(withToken(operation, token, attempt));
          });
        return sendAttempts(send, kindOfDocument(operation.query), options, signal).catch((error: unknown) =>
          makeErrorResult(operation, error instanceof Error ? error : new Error(String(error))),
        );
      };

      const results$ = pipe(
        shared$,
        filter(isSent),
        mergeMap((operation) => {
          const controller = new AbortController();
          const teardown$ = pipe(
            shared$,
            filter(({ kind, key }) => kind === 'teardown' && key === operation.key),
            tap(() => {
              controller.abort();
            }),
          );
          return pipe(fromPromise(run(operation, controller.signal)), takeUntil(teardown$));
        }),
      );
      const forwarded$ = pipe(
        merge([
          attempts.source,
          pipe(
            shared$,
            filter((operation) => !isSent(operation)),
          ),
        ]),
        forward,
        filter((result) => {
          const attempt: unknown = result.operation.context[attemptKey];
          waiting.get(attempt)?.(result);
          waiting.delete(attempt);
          return attempt === undefined;
        }),
      );
      return merge([forwarded$, results$]);
    };
}

function attemptOf(result: OperationResult): Attempt<OperationResult> {
  return {
    errors: result.error === undefined ? [] : OneboxGatewayError.allFrom(result.error),
    isEmpty: result.error !== undefined && isEmptyData(result.data),
    settle: () => result,
  };
}

function withToken(operation: Operation, token: string | undefined, attempt: number): Operation {
  const { fetchOptions } = operation.context;
  const init = typeof fetchOptions === 'function' ? fetchOptions() : (fetchOptions ?? {});
  const headers = new Headers(init.headers);
  if (token !== undefined) headers.set('authorization', `Bearer ${token}`);
  return makeOperation(operation.kind, operation, {
    ...operation.context,
    [attemptKey]: attempt,
    fetchOptions: { ...init, headers: Object.fromEntries(headers) },
  });
}
