import { OneboxError } from '../../onebox/onebox-error';
import { type GatewayContext } from '../context';
import { byId, indexedOnce } from '../session/entity-index';
import { type Representation } from '../federation/representation';
import { entityOfSession } from '../session/session-entity';
import { type FacebookPage } from './facebook-page.type';
import { facebookSessions } from './facebook-session.mapper';
import { type FacebookSession } from './facebook-session.type';

const pagesOf = indexedOnce(({ pageList: { items, unreadable } }: FacebookSession) => ({
  byId: byId(items),
  unreadable: unreadable[0],
}));

/** Resolves a reference to a Page by its key `sessionId id`. */
export function facebookPageReference(
  representation: Representation,
  context: GatewayContext,
): Promise<FacebookPage> {
  const notFound = (): OneboxError => new OneboxError('page-not-found', 'The session has no such Page.');
  return entityOfSession(representation, context, facebookSessions, pagesOf, notFound);
}
