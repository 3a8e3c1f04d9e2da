import { type SessionId } from '../../onebox/sessions/session-id';
import { twitterSessionChannel } from '../../onebox/sessions/session-channel';
import { type DecodedTwitterSession } from '../../onebox/wire/twitter-session';
import { objectOf } from '../schema/object-of';
import { type SessionKind } from '../session/session-loaders';
import { TwitterProfile } from './twitter-profile.type';
import { TwitterSession } from './twitter-session.type';

/** Where Onebox has Twitter sessions, and their type in the schema. */
export const twitterSessions: SessionKind<DecodedTwitterSession, TwitterSession> = {
  channel: twitterSessionChannel,
  toSession: toTwitterSession,
};

/** The tokens of the decoded session are not in the schema. */
function toTwitterSession(
  id: SessionId,
  { profile: { id: userId, screenName } }: DecodedTwitterSession,
): TwitterSession {
  return objectOf(TwitterSession, { id, profile: objectOf(TwitterProfile, { id: userId, screenName }) });
}
