import { connection, connectionKey, instagramMedium } from './connection';
import { at, type Decoded, listAt, optional, record } from './table';
import { count } from './values';

/** The body of `GET /api/connection`: one page of the site's connections. */
export const connectionList = record({
  /** How many there are in all, of every medium. */
  total: at('total', count, optional),
  /** The Instagram ones. */
  connections: listAt('data', connection, { uniqueBy: 'id', isWanted: mayBeOfInstagram }),
  /** Whose they are, of every medium. */
  keys: listAt('data', connectionKey, {}),
});

/** One page of the site's connections. */
export type DecodedConnectionList = Decoded<typeof connectionList>;

function mayBeOfInstagram(entry: unknown): boolean {
  const medium = (entry as { MediaId?: unknown } | null | undefined)?.MediaId;
  return typeof medium !== 'string' || medium === instagramMedium;
}
