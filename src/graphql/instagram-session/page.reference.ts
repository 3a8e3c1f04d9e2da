import { OneboxError } from '../../onebox/onebox-error';
import { type GatewayContext } from '../context';
import { instagramSessions } from './instagram-session.mapper';
import { type Page } from './page.type';
import { type Representation } from '../federation/representation';
import { entityOfSession } from '../session/session-entity';
import { sessionIndexOf } from '../session/session-index';

/** Resolves a reference to a Page by its key `sessionId id`. */
export function pageReference(representation: Representation, context: GatewayContext): Promise<Page> {
  return entityOfSession(
    representation,
    context,
    instagramSessions,
    (session) => sessionIndexOf(session).pages,
    () => new OneboxError('page-not-found', 'The session has no such Page.'),
  );
}
