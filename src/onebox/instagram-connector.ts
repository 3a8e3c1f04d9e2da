import { type OneboxDataSource } from './onebox-data-source';
import { OneboxError } from './onebox-error';
import { connectionLookup, type WireConnection } from './wire-connection';
import {
  type WireInstagramAccount,
  type WireInstagramBusinessAccount,
  type WirePage,
  type WireSession,
} from './wire-session';

/** Which account of a session to connect. */
export interface AccountChoice {
  pageId: string;
  instagramAccountId: string;
}

/**
 * Connects Instagram accounts to Onebox, never one twice: the Onebox API would. Calls for the same account wait for
 * each other, so that the second finds what the first has made; calls through another gateway do not.
 */
export class InstagramConnector {
  readonly #lastOf = new Map<string, Promise<unknown>>();

  /** Connects the account, or gives its connection the session's tokens where it has one. Throws an OneboxError. */
  async connect(
    onebox: OneboxDataSource,
    session: WireSession,
    { pageId, instagramAccountId }: AccountChoice,
  ): Promise<WireConnection> {
    const page = pageOf(session, pageId);
    const account = accountOf(page, instagramAccountId);
    const fields = { pageId, instagramAccountId, password: session.token, token: page.access_token };
    return this.#oneAtATime(instagramAccountId, async () => {
      const existing = connectionLookup(await onebox.findInstagramConnections())(instagramAccountId);
      return existing === undefined
        ? onebox.createInstagramConnection({ ...fields, name: account.name || account.username })
        : onebox.refreshInstagramConnection(existing.Id, fields);
    });
  }

  async #oneAtATime<T>(key: string, run: () => Promise<T>): Promise<T> {
    const before = this.#lastOf.get(key) ?? Promise.resolve();
    const result = before.then(run, run);
    this.#lastOf.set(key, result);
    try {
      return await result;
    } finally {
      if (this.#lastOf.get(key) === result) this.#lastOf.delete(key);
    }
  }
}

function pageOf({ accounts: { items, unreadable } }: WireSession, pageId: string): WirePage {
  const page = items.find(({ id }) => id === pageId);
  if (page !== undefined) return page;
  throw (
    unreadable[0] ??
    new OneboxError('page-not-found', 'The session has no such Page: take the pageId from its pages.')
  );
}

function accountOf(
  page: WirePage,
  instagramAccountId: string,
): WireInstagramAccount | WireInstagramBusinessAccount {
  const { instagram_business_account: business, instagram_accounts: others } = page;
  const isUnreadable = business instanceof OneboxError;
  if (!isUnreadable && business?.id === instagramAccountId) return business;
  const account = others.items.find(({ id }) => id === instagramAccountId);
  if (account !== undefined) return account;
  throw (
    (isUnreadable ? business : others.unreadable[0]) ??
    new OneboxError(
      'instagram-account-not-found',
      'The Page has no such Instagram account: take the instagramAccountId from its accounts.',
    )
  );
}
