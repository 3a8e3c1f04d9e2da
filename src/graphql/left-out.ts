import { GraphQLError, type GraphQLResolveInfo, responsePathAsArray } from 'graphql';

import { type OneboxError } from '../onebox/onebox-error';
import { type GatewayContext } from './context';

/** Reports the entries of a list that could not be read at the list's own place in the answer. */
export function reportLeftOut(
  errors: readonly OneboxError[],
  context: GatewayContext,
  info: GraphQLResolveInfo,
): void {
  for (const originalError of errors) {
    context.leftOut.push(
      new GraphQLError(originalError.message, {
        nodes: info.fieldNodes,
        path: responsePathAsArray(info.path),
        originalError,
      }),
    );
  }
}
