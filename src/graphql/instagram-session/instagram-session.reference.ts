import { OneboxError } from '../../onebox/onebox-error';
import { byId, indexedOnce } from '../session/entity-index';
import { pageNotFound, sessionEntityReference } from '../session/session-entity';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { instagramSessions } from './instagram-session.mapper';
import { type InstagramSession } from './instagram-session.type';

/** The entities of a session by type and id, indexed in one pass for any number of references. */
const indexOf = indexedOnce(({ pageList }: InstagramSession) => {
  const { items: pages } = pageList;
  const [unreadablePage] = pageList.unreadable;
  const businesses = pages.map(({ instagramBusinessAccount }) => instagramBusinessAccount);
  return {
    pages: { byId: byId(pages), unreadable: unreadablePage },
    businessAccounts: {
      byId: byId(businesses.filter((one) => one instanceof InstagramBusinessAccount)),
      unreadable: businesses.find((one) => one instanceof OneboxError) ?? unreadablePage,
    },
    accounts: {
      byId: byId(pages.flatMap(({ accountList }) => accountList.items)),
      unreadable: pages.flatMap(({ accountList }) => accountList.unreadable)[0] ?? unreadablePage,
    },
  };
});

const accountNotFound = (): OneboxError =>
  new OneboxError('instagram-account-not-found', 'The session has no such Instagram account.');

/** Resolves a reference to a Page by its key `sessionId id`. */
export const pageReference = sessionEntityReference(
  instagramSessions,
  (session) => indexOf(session).pages,
  pageNotFound,
);

/** Resolves a reference to a business account by its key `sessionId id`. */
export const instagramBusinessAccountReference = sessionEntityReference(
  instagramSessions,
  (session) => indexOf(session).businessAccounts,
  accountNotFound,
);

/** Resolves a reference to an Instagram account by its key `sessionId id`. */
export const instagramAccountReference = sessionEntityReference(
  instagramSessions,
  (session) => indexOf(session).accounts,
  accountNotFound,
);
