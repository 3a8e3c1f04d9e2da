import { OneboxError } from '../onebox/onebox-error';
import { type GatewayContext } from './context';
import { sessionOfReference } from './instagram-session.reference';
import { type Page } from './page.type';
import { idIn, type Representation } from './representation';

/** The Page that a gateway refers to by `sessionId id`. */
export async function pageReference(representation: Representation, context: GatewayContext): Promise<Page> {
  const id = idIn(representation, 'id');
  const { pages, unreadablePages } = await sessionOfReference(representation, context);
  const page = pages.find((one) => one.id === id);
  if (page !== undefined) return page;
  throw unreadablePages[0] ?? new OneboxError('page-not-found', 'The session has no such Page.');
}
