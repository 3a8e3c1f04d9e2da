import { brokenContract, OneboxError } from './onebox-error';
import { compareIds, type SiteConnections } from './site-connections';
import { connection, type DecodedConnection, type DecodedConnectionKey, mediumOf } from './wire/connection';
import { type DecodedConnectionList } from './wire/connection-list';
import { Merger } from './wire/merge';
import { maxReasons } from './wire/table';

/** How many connections to ask for at once. Onebox may give fewer. */
export const connectionsPerPage = 100;

// As many as the calls of one operation give. A body can have many more, of a few bytes each.
const maxEntries = 25_000;

/** Collects the list of a site's connections from its pages, and tells where it ends. */
export class ConnectionPages {
  /** Where the next page begins. */
  offset = 0;
  isOver = false;
  readonly #items: DecodedConnection[] = [];
  readonly #keys: DecodedConnectionKey[] = [];
  readonly #unreadable: OneboxError[] = [];
  #unreadableCount = 0;
  readonly #seen = new Set<string>();
  // An entry moves to the next page while pages are asked for.
  readonly #merger = new Merger(connection, 'id', this.#items);

  /** Adds the next page. Throws an OneboxError where it is none. */
  add({ total, isListed, connections, keys }: DecodedConnectionList): void {
    if (this.offset === 0 && isListed === null && total !== 0) {
      throw brokenContract('data is not what its documentation says');
    }
    const entries = keys.items.length + keys.unreadableCount;
    if (this.offset + entries > maxEntries) {
      throw new OneboxError(
        'response-too-large',
        `Onebox lists more than the ${maxEntries} connections of a site that one operation may read.`,
      );
    }
    for (const item of connections.items) {
      if (mediumOf(item.mediaId, item.providerId) === 'instagram') this.#merger.add(item);
      else this.#lose([brokenContract('MediaId of a connection is not what its documentation says')], 1);
    }
    this.#lose(connections.unreadable, connections.unreadableCount);
    const seenBefore = this.#seen.size;
    for (const key of keys.items) {
      this.#keys.push(key);
      this.#seen.add([key.id, key.targetId, key.from].map(String).join(' '));
    }
    this.offset += entries;
    // A `total` that is too small must not cut the list short: what is missing would be connected twice.
    // One that is as large as the first page may be of that page alone.
    const isOfAll = entries < connectionsPerPage || this.offset > connectionsPerPage;
    const isLast = isOfAll && total === this.offset;
    // Where `offset` is ignored, the same page comes for ever.
    this.isOver = isLast || this.#seen.size === seenBefore;
  }

  /** What was collected, the oldest first. */
  get connections(): SiteConnections {
    return {
      items: this.#items.sort((a, b) => compareIds(a.id, b.id)),
      keys: this.#keys,
      unreadable: this.#unreadable.slice(0, maxReasons),
      unreadableCount: this.#unreadableCount,
    };
  }

  #lose(reasons: readonly OneboxError[], count: number): void {
    if (this.#unreadable.length < maxReasons) this.#unreadable.push(...reasons);
    this.#unreadableCount += count;
  }
}
