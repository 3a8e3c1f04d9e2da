import { type SessionId } from '../../onebox/sessions/session-id';
import { twitterSignIn } from '../../onebox/sessions/sign-in';
import { type DecodedTwitterSession } from '../../onebox/wire/twitter-session';
import { objectOf } from '../schema/object-of';
import { type SessionKind } from '../session/session-loaders';
import { TwitterProfile } from './twitter-profile.type';
import { TwitterSession } from './twitter-session.type';

/** The sessions of Twitter. */
export const twitterSessions: SessionKind<DecodedTwitterSession, TwitterSession> = {
  signIn: twitterSignIn,
  toSession: toTwitterSession,
};

/** The schema's session of a decoded one, without its tokens. */
function toTwitterSession(
  id: SessionId,
  { profile: { id: userId, screenName } }: DecodedTwitterSession,
): TwitterSession {
  return objectOf(TwitterSession, { id, profile: objectOf(TwitterProfile, { id: userId, screenName }) });
}
