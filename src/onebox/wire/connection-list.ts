import { connection, connectionKey, mediumOf } from './connection';
import { at, type Decoded, listAt, optional, record } from './table';
import { count } from './values';

/** The body of `GET /api/connection`: one page of the site's connections. */
export const connectionList = record({
  /** How many there are in all, of every medium. */
  total: at('total', count, optional),
  /** Whether it has the list: only where there are none it may leave it out. */
  isListed: at('data', presence, optional),
  /** The Instagram ones. */
  connections: listAt('data', connection, { uniqueBy: 'id', isWanted: mayBeOfInstagram }),
  /** Whose they are, of every medium. */
  keys: listAt('data', connectionKey, {}),
});

/** One page of the site's connections. */
export type DecodedConnectionList = Decoded<typeof connectionList>;

function presence(value: unknown): true | null {
  return value === null || value === undefined || value === false || value === '' ? null : true;
}

function mayBeOfInstagram(entry: unknown): boolean {
  const { MediaId, ProviderId } = (entry ?? {}) as { MediaId?: unknown; ProviderId?: unknown };
  return mediumOf(MediaId, ProviderId) !== 'other';
}
