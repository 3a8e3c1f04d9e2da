import { brokenContract, OneboxError } from './onebox-error';
import { type DecodedConnection, type DecodedConnectionKey, instagramMedium } from './wire/connection';
import { type DecodedList } from './wire/table';

/** The Instagram connections of a site. */
export interface SiteConnections extends DecodedList<DecodedConnection> {
  /** Whose its connections are, those included that could not be decoded. */
  keys: readonly DecodedConnectionKey[];
}

/** Orders ids as Onebox gives them out: decimal, ever larger. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : Number(a > b));
}

/**
 * Makes what finds the id of an Instagram account's connection: of the newest where there are several, undefined where there
 * is none. It throws an OneboxError where one that cannot be understood may be the account's.
 */
export function connectionIdLookup(
  keys: readonly DecodedConnectionKey[],
): (instagramAccountId: string) => string | undefined {
  const newestOf = new Map<string, string>();
  const withoutId = new Map<string, OneboxError>();
  let unclear: OneboxError | undefined;
  for (const { id, mediaId, targetId, from } of keys) {
    if (typeof mediaId === 'string' && mediaId !== instagramMedium) continue;
    const accountId = typeof targetId === 'string' ? targetId : from;
    if (typeof accountId !== 'string') {
      if (targetId instanceof OneboxError) unclear ??= targetId;
    } else if (typeof id === 'string') {
      const known = newestOf.get(accountId);
      if (known === undefined || compareIds(id, known) > 0) newestOf.set(accountId, id);
    } else {
      withoutId.set(accountId, id ?? brokenContract('a connection has no Id'));
    }
  }
  return (instagramAccountId) => {
    const id = newestOf.get(instagramAccountId);
    const error = withoutId.get(instagramAccountId) ?? unclear;
    if (id === undefined && error !== undefined) throw error;
    return id;
  };
}

/** Makes what finds the connection itself. It throws an OneboxError too where that could not be decoded. */
export function connectionLookup({
  items,
  keys,
}: SiteConnections): (instagramAccountId: string) => DecodedConnection | undefined {
  const idOf = connectionIdLookup(keys);
  const byId = new Map(items.map((connection) => [connection.id, connection]));
  return (instagramAccountId) => {
    const id = idOf(instagramAccountId);
    const connection = id === undefined ? undefined : byId.get(id);
    if (id !== undefined && connection === undefined) {
      throw brokenContract("the account's connection is not what its documentation says");
    }
    return connection;
  };
}
