import { OneboxError } from '../onebox-error';
import { type DecodedList, type Optional } from '../wire/table/table';

/** Finds a Page of a session. Throws an OneboxError where the session has no such Page. */
export function pageOf<P extends { id: string }>(
  { pages: { items, unreadable } }: { pages: DecodedList<P> },
  pageId: string,
): P {
  const page = items.find(({ id }) => id === pageId);
  if (page !== undefined) return page;
  throw (
    unreadable[0] ??
    new OneboxError('page-not-found', 'The session has no such Page: take the pageId from its pages.')
  );
}

/** The access token of a Page. Throws an OneboxError where the Page has none. */
export function pageTokenOf({ accessToken }: { accessToken: Optional<string> }): string {
  if (accessToken instanceof OneboxError) throw accessToken;
  if (accessToken !== null) return accessToken;
  throw new OneboxError(
    'page-not-managed',
    'The person may not manage this Page, so that nothing can be connected through it: ask a person who manages it to sign in.',
  );
}
