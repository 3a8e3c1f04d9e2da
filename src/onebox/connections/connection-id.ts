import { OneboxError, type OneboxErrorDetails } from '../onebox-error';

/** The error for an id without a connection in the site. */
export function connectedAccountNotFound(details?: OneboxErrorDetails): OneboxError {
  return new OneboxError(
    'connected-account-not-found',
    'The site has no such connected account: take its id from connectedAccounts.',
    details,
  );
}

/** The path of a connection. Throws an OneboxError where the id is malformed. */
export function connectionPath(id: string): string {
  if (!/^\d{1,20}$/.test(id)) throw connectedAccountNotFound();
  return `/api/connection/${id}`;
}

/** Whether two ids are equal. Onebox compares them as numbers. */
export function isSameConnection(one: string, other: string): boolean {
  return withoutZeros(one) === withoutZeros(other);
}

function withoutZeros(id: string): string {
  return id.replace(/^0+(?=\d)/, '');
}
