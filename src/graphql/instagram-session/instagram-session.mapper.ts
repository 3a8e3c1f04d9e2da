import { OneboxError } from '../../onebox/onebox-error';
import { type SessionId } from '../../onebox/sessions/session-id';
import { instagramSignIn } from '../../onebox/sessions/sign-in';
import { type DecodedInstagramSession, type DecodedPage } from '../../onebox/wire/instagram-session';
import { InstagramAccount } from './instagram-account.type';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { InstagramSession } from './instagram-session.type';
import { Page } from './page.type';
import { type SessionKind } from '../session/session-loaders';

/** Where Onebox has Instagram sessions, and their type in the schema. */
export const instagramSessions: SessionKind<DecodedInstagramSession, InstagramSession> = {
  signIn: instagramSignIn,
  toSession: toInstagramSession,
};

/** Puts the values of a decoded session into the classes by which resolvers distinguish types. */
function toInstagramSession(id: SessionId, decoded: DecodedInstagramSession): InstagramSession {
  const { profile, userAccessToken, pages } = decoded;
  const session = new InstagramSession({ id, profile, userAccessToken });
  session.pages = pages.items.map((page) => toPage(id, page));
  session.unreadablePages = pages.unreadable;
  session.unreadablePageCount = pages.unreadableCount;
  return session;
}

function toPage(sessionId: SessionId, decoded: DecodedPage): Page {
  const { id, name, accessToken, instagramBusinessAccount: business, instagramAccounts } = decoded;
  const page = new Page({ id, sessionId, name, accessToken });
  page.instagramBusinessAccount =
    business === null || business instanceof OneboxError
      ? business
      : new InstagramBusinessAccount({
          id: business.id,
          sessionId,
          username: business.username,
          name: business.name,
        });
  page.instagramAccounts = instagramAccounts.items.map(
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
  );
  page.unreadableInstagramAccounts = instagramAccounts.unreadable;
  page.unreadableInstagramAccountCount = instagramAccounts.unreadableCount;
  return page;
}
