import { OneboxError } from '../onebox/onebox-error';
import { type GatewayContext } from './context';
import { type InstagramAccount } from './instagram-account.type';
import { type InstagramBusinessAccount } from './instagram-business-account.type';
import { entityOfSession } from './instagram-session.reference';
import { type Representation } from './representation';

/** The business account that a gateway refers to by `sessionId id`. */
export function instagramBusinessAccountReference(
  representation: Representation,
  context: GatewayContext,
): Promise<InstagramBusinessAccount> {
  return entityOfSession(representation, context, ({ businessAccounts }) => businessAccounts, notFound);
}

/** The account that a gateway refers to by `sessionId id`. */
export function instagramAccountReference(
  representation: Representation,
  context: GatewayContext,
): Promise<InstagramAccount> {
  return entityOfSession(representation, context, ({ accounts }) => accounts, notFound);
}

const notFound = (): OneboxError =>
  new OneboxError('instagram-account-not-found', 'The session has no such Instagram account.');
