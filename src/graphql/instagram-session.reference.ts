import { type OneboxError } from '../onebox/onebox-error';
import { parseSessionId } from '../onebox/session-id';
import { type GatewayContext } from './context';
import { type InstagramSession } from './instagram-session.type';
import { idIn, type Representation } from './representation';
import { type EntityIndex, type SessionIndex } from './session-index';

/** The session that a gateway refers to by `id`. */
export async function instagramSessionReference(
  representation: Representation,
  { loaders }: GatewayContext,
): Promise<InstagramSession> {
  return loaders.instagramSession.load(parseSessionId(idIn(representation, 'id')));
}

/** What a gateway refers to by `sessionId id`. Rejects with the error of `notFound`, or of what could not be read. */
export async function entityOfSession<T>(
  representation: Representation,
  { loaders }: GatewayContext,
  indexOf: (session: SessionIndex) => EntityIndex<T>,
  notFound: () => OneboxError,
): Promise<T> {
  const id = idIn(representation, 'id');
  const sessionId = parseSessionId(idIn(representation, 'sessionId'));
  const { byId, unreadable } = indexOf(await loaders.sessionIndex.load(sessionId));
  const entity = byId.get(id);
  if (entity === undefined) throw unreadable ?? notFound();
  return entity;
}
