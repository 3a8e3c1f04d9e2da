import { byId, indexedOnce } from '../session/entity-index';
import { pageNotFound, sessionEntityReference } from '../session/session-entity';
import { facebookSessions } from './facebook-session.mapper';
import { type FacebookSession } from './facebook-session.type';

const pagesOf = indexedOnce(({ pageList: { items, unreadable } }: FacebookSession) => ({
  byId: byId(items),
  unreadable: unreadable[0],
}));

/** Resolves a reference to a Page by its key `sessionId id`. */
export const facebookPageReference = sessionEntityReference(facebookSessions, pagesOf, pageNotFound);
