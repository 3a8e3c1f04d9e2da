import { OneboxError } from '../../onebox/onebox-error';
import { parseSessionId } from '../../onebox/sessions/session-id';
import { type SessionBody } from '../../onebox/sessions/session-channel';
import { type GatewayContext } from '../context';
import { type EntityIndex } from './entity-index';
import { idIn, type Representation } from '../federation/representation';
import { type SessionKind } from './session-loaders';

/**
 * Returns the reference resolver of the entities of a session in one index, whose key is `sessionId id`. Where the entity is not
 * found, it rejects with the error of an unreadable entity, or else with `notFound`.
 */
export function sessionEntityReference<T, Decoded extends SessionBody, Session extends object>(
  kind: SessionKind<Decoded, Session>,
  indexOf: (session: Session) => EntityIndex<T>,
  notFound: () => OneboxError,
): (representation: Representation, context: GatewayContext) => Promise<T> {
  return async (representation, { loaders }) => {
    const id = idIn(representation, 'id');
    const sessionId = parseSessionId(idIn(representation, 'sessionId'));
    const { byId, unreadable } = indexOf(await loaders.sessions(kind).session.load(sessionId));
    const entity = byId.get(id);
    if (entity === undefined) throw unreadable ?? notFound();
    return entity;
  };
}

/** The error for an id without a Page in a session. */
export function pageNotFound(): OneboxError {
  return new OneboxError('page-not-found', 'The session has no such Page.');
}
