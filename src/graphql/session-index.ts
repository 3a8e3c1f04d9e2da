import { OneboxError } from '../onebox/onebox-error';
import { type InstagramAccount } from './instagram-account.type';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { type InstagramSession } from './instagram-session.type';
import { type Page } from './page.type';

/** The entities of one kind in a session, by id. */
export interface EntityIndex<T> {
  byId: ReadonlyMap<string, T>;
  /** Why one that is not found may have been there all the same. */
  unreadable: OneboxError | undefined;
}

/** What of a session can be referred to by id. */
export interface SessionIndex {
  pages: EntityIndex<Page>;
  businessAccounts: EntityIndex<InstagramBusinessAccount>;
  accounts: EntityIndex<InstagramAccount>;
}

/** Indexes a session, so that any number of references takes one walk through it. */
export function indexSession({ pages, unreadablePages }: InstagramSession): SessionIndex {
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

/** The first of each id. */
function byId<T extends { id: string }>(entities: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const entity of entities) if (!map.has(entity.id)) map.set(entity.id, entity);
  return map;
}
