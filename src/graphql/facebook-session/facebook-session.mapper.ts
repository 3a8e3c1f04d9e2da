import { type SessionId } from '../../onebox/sessions/session-id';
import { facebookSessionChannel } from '../../onebox/sessions/session-channel';
import { type DecodedFacebookSession } from '../../onebox/wire/facebook-session';
import { objectOf } from '../schema/object-of';
import { type SessionKind } from '../session/session-loaders';
import { FacebookPage } from './facebook-page.type';
import { FacebookSession } from './facebook-session.type';

/** Where Onebox has Facebook sessions, and their type in the schema. */
export const facebookSessions: SessionKind<DecodedFacebookSession, FacebookSession> = {
  channel: facebookSessionChannel,
  toSession: toFacebookSession,
};

function toFacebookSession(
  sessionId: SessionId,
  { profile, userAccessToken, pages }: DecodedFacebookSession,
): FacebookSession {
  const items = pages.items.map((page) => objectOf(FacebookPage, { ...page, sessionId }));
  return objectOf(FacebookSession, {
    id: sessionId,
    profile,
    userAccessToken,
    pageList: { ...pages, items },
  });
}
