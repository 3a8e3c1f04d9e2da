import { parseSessionId } from '../onebox/session-id';
import { type GatewayContext } from './context';
import { type InstagramSession } from './instagram-session.type';
import { idIn, type Representation } from './representation';

/** The session that a gateway refers to by `id`. */
export async function instagramSessionReference(
  representation: Representation,
  { loaders }: GatewayContext,
): Promise<InstagramSession> {
  return loaders.instagramSession.load(parseSessionId(idIn(representation, 'id')));
}

/** The session of something that a gateway refers to by `sessionId id`. */
export async function sessionOfReference(
  representation: Representation,
  { loaders }: GatewayContext,
): Promise<InstagramSession> {
  return loaders.instagramSession.load(parseSessionId(idIn(representation, 'sessionId')));
}
