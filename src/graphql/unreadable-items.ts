import { type GraphQLResolveInfo } from 'graphql';

import { type OneboxError } from '../onebox/onebox-error';
import { type GatewayContext } from './context';

/** Reports the items of a list that could not be read, at the list's own path: the others are its items. */
export function reportUnreadableItems(
  errors: readonly OneboxError[],
  { partialErrors }: GatewayContext,
  info: GraphQLResolveInfo,
): void {
  for (const error of errors) partialErrors.add(error, info);
}
