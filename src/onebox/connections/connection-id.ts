import { OneboxError, type OneboxErrorDetails } from '../onebox-error';

/** The error for an id that no connection of the site has. */
export function connectedAccountNotFound(details?: OneboxErrorDetails): OneboxError {
  return new OneboxError(
    'connected-account-not-found',
    'The site has no such connected account: take its id from connectedAccounts.',
    details,
  );
}

/** Where a connection is. Throws an OneboxError where none can have the id. */
export function connectionPath(id: string): string {
  if (!/^\d{1,20}$/.test(id)) throw connectedAccountNotFound();
  return `/api/connection/${id}`;
}

/** Whether two ids are of one connection: Onebox reads them as numbers. */
export function isSameConnection(one: string, other: string): boolean {
  return withoutZeros(one) === withoutZeros(other);
}

function withoutZeros(id: string): string {
  return id.replace(/^0+(?=\d)/, '');
}
