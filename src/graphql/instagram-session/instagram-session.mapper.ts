import { OneboxError } from '../../onebox/onebox-error';
import { type SessionId } from '../../onebox/sessions/session-id';
import { instagramSessionChannel } from '../../onebox/sessions/session-channel';
import { type DecodedInstagramSession, type DecodedPage } from '../../onebox/wire/instagram-session';
import { InstagramAccount } from './instagram-account.type';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { InstagramSession } from './instagram-session.type';
import { Page } from './page.type';
import { objectOf } from '../schema/object-of';
import { type SessionKind } from '../session/session-loaders';

/** Where Onebox has Instagram sessions, and their type in the schema. */
export const instagramSessions: SessionKind<DecodedInstagramSession, InstagramSession> = {
  channel: instagramSessionChannel,
  toSession: toInstagramSession,
};

/**
 * Puts the values of a decoded session into the classes by which resolvers distinguish types. Each value is named: copying all
 * values of an object takes twenty times as long, and a session has thousands of accounts.
 */
function toInstagramSession(
  id: SessionId,
  { profile, userAccessToken, pages }: DecodedInstagramSession,
): InstagramSession {
  const items = pages.items.map((page) => toPage(id, page));
  return objectOf(InstagramSession, { id, profile, userAccessToken, pageList: { ...pages, items } });
}

function toPage(sessionId: SessionId, decoded: DecodedPage): Page {
  const { id, name, accessToken, instagramBusinessAccount: business, instagramAccounts } = decoded;
  return new Page({
    id,
    sessionId,
    name,
    accessToken,
    instagramBusinessAccount:
      business === null || business instanceof OneboxError
        ? business
        : new InstagramBusinessAccount({
            id: business.id,
            sessionId,
            username: business.username,
            name: business.name,
          }),
    accountList: {
      ...instagramAccounts,
      items: instagramAccounts.items.map(
        (account) =>
          new InstagramAccount({
            id: account.id,
            sessionId,
            username: account.username,
            name: account.name,
            hasProfilePicture: account.hasProfilePicture,
            profilePictureUrl: account.profilePictureUrl,
            profilePictureExpiresAt: account.profilePictureExpiresAt,
          }),
      ),
    },
  });
}
