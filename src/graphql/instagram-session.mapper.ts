import { OneboxError } from '../onebox/onebox-error';
import { type SessionId } from '../onebox/session-id';
import {
  type WireInstagramAccount,
  type WireInstagramBusinessAccount,
  type WirePage,
  type WireSession,
} from '../onebox/wire-session';
import { FacebookProfile } from './facebook-profile.type';
import { InstagramAccount } from './instagram-account.type';
import { InstagramBusinessAccount } from './instagram-business-account.type';
import { InstagramSession } from './instagram-session.type';
import { Page } from './page.type';

/** The schema's session of a wire session. */
export function toInstagramSession(id: SessionId, wire: WireSession): InstagramSession {
  const session = new InstagramSession({
    id,
    profile: new FacebookProfile(wire.profile),
    userAccessToken: wire.token,
  });
  session.pages = wire.accounts.items.map((page) => toPage(id, page));
  session.unreadablePages = wire.accounts.unreadable;
  return session;
}

function toPage(sessionId: SessionId, wire: WirePage): Page {
  const page = new Page({ id: wire.id, sessionId, name: wire.name, accessToken: wire.access_token });
  const business = wire.instagram_business_account;
  page.instagramBusinessAccount =
    business === null || business instanceof OneboxError ? business : toBusinessAccount(sessionId, business);
  page.instagramAccounts = wire.instagram_accounts.items.map((account) => toAccount(sessionId, account));
  page.unreadableInstagramAccounts = wire.instagram_accounts.unreadable;
  return page;
}

function toBusinessAccount(
  sessionId: SessionId,
  { id, username, name }: WireInstagramBusinessAccount,
): InstagramBusinessAccount {
  return new InstagramBusinessAccount({ id, sessionId, username, name: textOrNull(name) });
}

function toAccount(sessionId: SessionId, wire: WireInstagramAccount): InstagramAccount {
  const profilePictureUrl = textOrNull(wire.profile_pic);
  return new InstagramAccount({
    id: wire.id,
    sessionId,
    username: wire.username,
    name: textOrNull(wire.name),
    hasProfilePicture: wire.has_profile_picture,
    profilePictureUrl,
    profilePictureExpiresAt: profilePictureUrl === null ? null : signatureExpiry(profilePictureUrl),
  });
}

function textOrNull(text: string | null | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

/** `oe` of a signed address of Facebook's: hexadecimal Unix seconds. */
function signatureExpiry(address: string): Date | null {
  const hexSeconds = /[?&]oe=([0-9a-f]{1,10})(?:[&#]|$)/i.exec(address)?.[1];
  return hexSeconds === undefined ? null : new Date(Number.parseInt(hexSeconds, 16) * 1000);
}
