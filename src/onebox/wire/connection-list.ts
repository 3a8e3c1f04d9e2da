import { channels } from './channel';
import { channelOfConnection, connectionKey, connectionTables, type DecodedConnections } from './connection';
import { at, type Decoded, type DecodedList, listAt, optional, type PartOf, record } from './table/table';
import { count } from './table/values';

type Lists = { [C in keyof DecodedConnections]: PartOf<DecodedList<DecodedConnections[C]>> };

const lists = Object.fromEntries(
  channels.map((channel) => {
    const isWanted = (entry: unknown): boolean => channelOfConnection(entry) === channel;
    return [channel, listAt<{ id: string }>('data', connectionTables[channel], { uniqueBy: 'id', isWanted })];
  }),
) as unknown as Lists;

/** The body of `GET /api/connection`: one page of the site's connections. */
export const connectionList = record({
  /** The number of all connections of the site, of every channel. */
  total: at('total', count, optional),
  /** Whether the body has the list. It may be absent only where `total` is 0. */
  isListed: at('data', presence, optional),
  /** The connections of each channel. */
  ...lists,
  /** The connections whose channel cannot be determined. */
  unknown: listAt('data', connectionKey, { isWanted: (entry) => channelOfConnection(entry) === undefined }),
  /** The keys of all connections, of every channel. */
  keys: listAt('data', connectionKey, {}),
});

/** One page of the site's connections. */
export type DecodedConnectionList = Decoded<typeof connectionList>;

function presence(value: unknown): true | null {
  return value === null || value === undefined || value === false || value === '' ? null : true;
}
