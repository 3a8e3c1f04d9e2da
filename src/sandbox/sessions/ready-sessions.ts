import { type SandboxChannel } from '../channels/channel';
import { facebookChannel } from '../channels/facebook-channel';
import { failingSessions } from '../failures/failing-sessions';
import { instagramChannel } from '../channels/instagram-channel';
import { type SessionBody } from './session-body';
import { stableSessionId, urlFormOf } from './session-id';
import { twitterChannel } from '../channels/twitter-channel';

/** A session that exists from the start, in which a person granted everything. */
export interface ReadySession {
  /** The person's key. */
  name: string;
  /** In URL form. The same in every sandbox. */
  sessionId: string;
  who: string;
  body: SessionBody;
}

export const channels: readonly SandboxChannel[] = [instagramChannel, facebookChannel, twitterChannel];

/** One session for each person of a channel. The first is the documented one. */
export function readySessionsOf({ path, visitors, documentedId }: SandboxChannel): ReadySession[] {
  return visitors.map(({ key, who, sessionOf }, index) => {
    const name = path === 'instagraph' ? `session of ${key}` : `${path} session of ${key}`;
    const id = index === 0 ? documentedId : stableSessionId(name);
    return { name: key, sessionId: urlFormOf(id), who, body: sessionOf(id) };
  });
}

/** The ids of Instagram's sessions that are there from the start, good and failing, by their names. */
export const namedSessionIds: ReadonlyMap<string, string> = new Map(
  [...readySessionsOf(instagramChannel), ...failingSessions].map(({ name, sessionId }) => [name, sessionId]),
);

/** The id of a channel's documented session, in URL form. */
export function documentedSessionIdOf({ documentedId }: SandboxChannel): string {
  return urlFormOf(documentedId);
}
