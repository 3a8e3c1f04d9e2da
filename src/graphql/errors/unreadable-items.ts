import { type GraphQLResolveInfo } from 'graphql';

import { type OneboxError } from '../../onebox/onebox-error';
import { type GatewayContext } from '../context';

/** Reports the items of a list that could not be read, of which only the first reasons are known, at the list's own path: the others are its items. */
export function reportUnreadableItems(
  { unreadable, unreadableCount }: { unreadable: readonly OneboxError[]; unreadableCount: number },
  { partialErrors }: GatewayContext,
  info: GraphQLResolveInfo,
): void {
  for (const error of unreadable) partialErrors.add(error, info);
  partialErrors.omit(unreadableCount - unreadable.length, info);
}
