import { type ConnectionFields } from './connection-fields';
import { OneboxError } from '../onebox-error';
import { pageOf, pageTokenOf } from '../sessions/session-pages';
import {
  type DecodedBusinessAccount,
  type DecodedInstagramAccount,
  type DecodedInstagramSession,
  type DecodedPage,
} from '../wire/instagram-session';

/** The account of a session to connect. */
export interface AccountChoice {
  pageId: string;
  instagramAccountId: string;
}

/** The connection of an Instagram account of a session. Throws an OneboxError where the session has no such account. */
export function instagramConnection(
  session: DecodedInstagramSession,
  { pageId, instagramAccountId: id }: AccountChoice,
): ConnectionFields {
  const page = pageOf(session, pageId);
  const { username, name } = accountOf(page, id);
  return {
    account: { channel: 'INSTAGRAM', id, username },
    name: typeof name === 'string' ? name : username,
    userId: pageId,
    password: session.userAccessToken,
    token: pageTokenOf(page),
    from: id,
    targetId: id,
  };
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
