import { OneboxError } from '../../onebox/onebox-error';
import { byId, type EntityIndex, indexedOnce } from './entity-index';
import { type InstagramAccount } from '../instagram-session/instagram-account.type';
import { InstagramBusinessAccount } from '../instagram-session/instagram-business-account.type';
import { type InstagramSession } from '../instagram-session/instagram-session.type';
import { type Page } from '../instagram-session/page.type';

/** The entities of an Instagram session, by type and id. */
export interface SessionIndex {
  pages: EntityIndex<Page>;
  businessAccounts: EntityIndex<InstagramBusinessAccount>;
  accounts: EntityIndex<InstagramAccount>;
}

/** The index of a session, built in one pass for any number of references. */
export const sessionIndexOf = indexedOnce(indexSession);

function indexSession({ pages, unreadablePages }: InstagramSession): SessionIndex {
  const [unreadablePage] = unreadablePages;
  const businesses = pages.map(({ instagramBusinessAccount }) => instagramBusinessAccount);
  return {
    pages: { byId: byId(pages), unreadable: unreadablePage },
    businessAccounts: {
      byId: byId(businesses.filter((one) => one instanceof InstagramBusinessAccount)),
      unreadable: businesses.find((one) => one instanceof OneboxError) ?? unreadablePage,
    },
    accounts: {
      byId: byId(pages.flatMap(({ instagramAccounts }) => instagramAccounts)),
      unreadable: pages.find(hasUnreadableAccounts)?.unreadableInstagramAccounts[0] ?? unreadablePage,
    },
  };
}

function hasUnreadableAccounts({ unreadableInstagramAccounts }: Page): boolean {
  return unreadableInstagramAccounts.length > 0;
}
