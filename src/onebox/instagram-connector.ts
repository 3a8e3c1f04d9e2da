import { type OneboxDataSource } from './onebox-data-source';
import { OneboxError } from './onebox-error';
import { connectionIdLookup } from './site-connections';
import { type DecodedConnection } from './wire/connection';
import {
  type DecodedBusinessAccount,
  type DecodedInstagramAccount,
  type DecodedInstagramSession,
  type DecodedPage,
} from './wire/instagram-session';

/** Which account of a session to connect. */
export interface AccountChoice {
  pageId: string;
  instagramAccountId: string;
}

/**
 * Connects Instagram accounts to Onebox, never one twice: the Onebox API would. Calls for the same account of the same
 * site wait for each other, so that the second finds what the first has made; calls through another gateway do not.
 */
export class InstagramConnector {
  readonly #lastOf = new Map<string, Promise<unknown>>();

  /** Connects the account, or gives its connection the session's tokens where it has one. Throws an OneboxError. */
  async connect(
    onebox: OneboxDataSource,
    session: DecodedInstagramSession,
    { pageId, instagramAccountId }: AccountChoice,
  ): Promise<DecodedConnection> {
    const page = pageOf(session, pageId);
    const account = accountOf(page, instagramAccountId);
    const fields = {
      pageId,
      account: { id: instagramAccountId, username: account.username },
      password: session.userAccessToken,
      token: tokenOf(page),
    };
    const name = typeof account.name === 'string' ? account.name : account.username;
    return this.#oneAtATime(`${onebox.siteId ?? ''} ${instagramAccountId}`, async () => {
      const createOrRefresh = async (): Promise<DecodedConnection> => {
        // A read that began earlier does not show what was connected since.
        const { keys } = await onebox.findInstagramConnections({ anew: true });
        const existingId = connectionIdLookup(keys)(fields.account);
        return existingId === undefined
          ? onebox.createInstagramConnection({ ...fields, name })
          : onebox.refreshInstagramConnection(existingId, fields);
      };
      try {
        return await createOrRefresh();
      } catch (error) {
        if (!(error instanceof OneboxError) || error.kind !== 'connected-account-not-found') throw error;
        // Somebody disconnected it meanwhile.
        return await createOrRefresh();
      }
    });
  }

  async #oneAtATime<T>(key: string, run: () => Promise<T>): Promise<T> {
    const before = this.#lastOf.get(key) ?? Promise.resolve();
    const result = before.then(run, (error: unknown) => {
      // Onebox may still be making it, and not list it yet: to go on could make a second.
      if (error instanceof OneboxError && error.isOutcomeUnknown) throw withoutWords(error);
      return run();
    });
    this.#lastOf.set(key, result);
    try {
      return await result;
    } finally {
      if (this.#lastOf.get(key) === result) this.#lastOf.delete(key);
    }
  }
}

/** What Onebox said is for the caller to whom it said it. */
function withoutWords({ kind, message }: OneboxError): OneboxError {
  return new OneboxError(kind, message, { isOutcomeUnknown: true });
}

function pageOf({ pages: { items, unreadable } }: DecodedInstagramSession, pageId: string): DecodedPage {
  const page = items.find(({ id }) => id === pageId);
  if (page !== undefined) return page;
  throw (
    unreadable[0] ??
    new OneboxError('page-not-found', 'The session has no such Page: take the pageId from its pages.')
  );
}

function accountOf(
  { instagramBusinessAccount: business, instagramAccounts: others }: DecodedPage,
  instagramAccountId: string,
): DecodedInstagramAccount | DecodedBusinessAccount {
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

function tokenOf({ accessToken }: DecodedPage): string {
  if (accessToken instanceof OneboxError) throw accessToken;
  if (accessToken !== null) return accessToken;
  throw new OneboxError(
    'page-not-managed',
    'The person may not manage this Page, so that nothing can be connected through it: ask somebody who manages it to sign in.',
  );
}
