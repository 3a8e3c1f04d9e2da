import { OneboxError } from '../onebox/onebox-error';
import { type GatewayContext } from './context';
import { entityOfSession } from './instagram-session.reference';
import { type Page } from './page.type';
import { type Representation } from './representation';

/** The Page that a gateway refers to by `sessionId id`. */
export function pageReference(representation: Representation, context: GatewayContext): Promise<Page> {
  return entityOfSession(
    representation,
    context,
    ({ pages }) => pages,
    () => new OneboxError('page-not-found', 'The session has no such Page.'),
  );
}
