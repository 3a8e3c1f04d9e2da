import { type OneboxError } from '../../onebox/onebox-error';
import { parseSessionId } from '../../onebox/sessions/session-id';
import { type SessionBody } from '../../onebox/sessions/sign-in';
import { type GatewayContext } from '../context';
import { type EntityIndex } from './entity-index';
import { idIn, type Representation } from '../federation/representation';
import { type SessionKind } from './session-loaders';

/** Returns the reference resolver of the sessions of one channel, whose key is `id`. */
export function sessionReference<Decoded extends SessionBody, Session extends object>(
  kind: SessionKind<Decoded, Session>,
): (representation: Representation, context: GatewayContext) => Promise<Session> {
  return async (representation, { loaders }) =>
    loaders.sessions(kind).session.load(parseSessionId(idIn(representation, 'id')));
}

/**
 * Resolves a reference to an entity of a session by its key `sessionId id`. Where the entity is not found, rejects with the error of
 * an unreadable entity, or else with `notFound`.
 */
export async function entityOfSession<T, Decoded extends SessionBody, Session extends object>(
  representation: Representation,
  { loaders }: GatewayContext,
  kind: SessionKind<Decoded, Session>,
  indexOf: (session: Session) => EntityIndex<T>,
  notFound: () => OneboxError,
): Promise<T> {
  const id = idIn(representation, 'id');
  const sessionId = parseSessionId(idIn(representation, 'sessionId'));
  const { byId, unreadable } = indexOf(await loaders.sessions(kind).session.load(sessionId));
  const entity = byId.get(id);
  if (entity === undefined) throw unreadable ?? notFound();
  return entity;
}
