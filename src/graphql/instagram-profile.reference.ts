import { OneboxError } from '../onebox/onebox-error';
import { type GatewayContext } from './context';
import { type InstagramAccount } from './instagram-account.type';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { sessionOfReference } from './instagram-session.reference';
import { type Page } from './page.type';
import { idIn, type Representation } from './representation';

/** The business account that a gateway refers to by `sessionId id`. */
export function instagramBusinessAccountReference(
  representation: Representation,
  context: GatewayContext,
): Promise<InstagramBusinessAccount> {
  return findOnPages(representation, context, (page) => ({
    items:
      page.instagramBusinessAccount instanceof InstagramBusinessAccount
        ? [page.instagramBusinessAccount]
        : [],
    unreadable: page.instagramBusinessAccount instanceof OneboxError ? [page.instagramBusinessAccount] : [],
  }));
}

/** The account that a gateway refers to by `sessionId id`. */
export function instagramAccountReference(
  representation: Representation,
  context: GatewayContext,
): Promise<InstagramAccount> {
  return findOnPages(representation, context, (page) => ({
    items: page.instagramAccounts,
    unreadable: page.unreadableInstagramAccounts,
  }));
}

interface Accounts<T> {
  items: readonly T[];
  unreadable: readonly OneboxError[];
}

async function findOnPages<T extends { id: string }>(
  representation: Representation,
  context: GatewayContext,
  accountsOf: (page: Page) => Accounts<T>,
): Promise<T> {
  const id = idIn(representation, 'id');
  const { pages, unreadablePages } = await sessionOfReference(representation, context);
  const accounts = pages.map(accountsOf);
  const account = accounts.flatMap(({ items }) => items).find((one) => one.id === id);
  if (account !== undefined) return account;
  const [unreadable] = [...accounts.flatMap((one) => one.unreadable), ...unreadablePages];
  throw (
    unreadable ?? new OneboxError('instagram-account-not-found', 'The session has no such Instagram account.')
  );
}
