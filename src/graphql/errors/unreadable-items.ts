import { type GraphQLResolveInfo } from 'graphql';

import { type OneboxError } from '../../onebox/onebox-error';
import { type GatewayContext } from '../context';

/**
 * Reports the items of a list that could not be read, at the path of the list. `unreadable` has the first errors only;
 * `unreadableCount` counts all.
 */
export function reportUnreadableItems(
  { unreadable, unreadableCount }: { unreadable: readonly OneboxError[]; unreadableCount: number },
  { partialErrors }: GatewayContext,
  info: GraphQLResolveInfo,
): void {
  for (const error of unreadable) partialErrors.add(error, info);
  partialErrors.omit(unreadableCount - unreadable.length, info);
}
