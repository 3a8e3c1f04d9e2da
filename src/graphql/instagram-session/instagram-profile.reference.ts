import { OneboxError } from '../../onebox/onebox-error';
import { type GatewayContext } from '../context';
import { type EntityIndex } from '../session/entity-index';
import { type InstagramAccount } from './instagram-account.type';
import { type InstagramBusinessAccount } from './instagram-business-account.type';
import { instagramSessions } from './instagram-session.mapper';
import { type InstagramSession } from './instagram-session.type';
import { type Representation } from '../federation/representation';
import { entityOfSession } from '../session/session-entity';
import { sessionIndexOf } from '../session/session-index';

/** Resolves a reference to a business account by its key `sessionId id`. */
export function instagramBusinessAccountReference(
  representation: Representation,
  context: GatewayContext,
): Promise<InstagramBusinessAccount> {
  const indexOf = (session: InstagramSession): EntityIndex<InstagramBusinessAccount> =>
    sessionIndexOf(session).businessAccounts;
  return entityOfSession(representation, context, instagramSessions, indexOf, notFound);
}

/** Resolves a reference to an Instagram account by its key `sessionId id`. */
export function instagramAccountReference(
  representation: Representation,
  context: GatewayContext,
): Promise<InstagramAccount> {
  const indexOf = (session: InstagramSession): EntityIndex<InstagramAccount> =>
    sessionIndexOf(session).accounts;
  return entityOfSession(representation, context, instagramSessions, indexOf, notFound);
}

const notFound = (): OneboxError =>
  new OneboxError('instagram-account-not-found', 'The session has no such Instagram account.');
