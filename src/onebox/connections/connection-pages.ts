import { brokenContract, OneboxError } from '../onebox-error';
import { compareIds, type SiteConnections } from './site-connections';
import { type Channel, channels } from '../wire/channel';
import {
  connectionTables,
  type DecodedConnection,
  type DecodedConnectionKey,
  type DecodedConnections,
} from '../wire/connection';
import { type DecodedConnectionList } from '../wire/connection-list';
import { Merger } from '../wire/table/merge';
import { type DecodedList, maxReasons, type WireRecord } from '../wire/table/table';

/** The page size of requests. Onebox may return fewer connections. */
export const connectionsPerPage = 100;

// The number that the maximum of calls of one operation returns. One body could have many more, of a few bytes each.
const maxEntries = 25_000;
// The largest Int of GraphQL. No site has as many connections.
const maxTotal = 2 ** 31 - 1;

/** The connections of one site, read page by page on demand. */
export class ConnectionPages {
  #offset = 0;
  #isComplete = false;
  #total: number | undefined;
  #nextPage: Promise<void> | undefined;
  #lastId = '';
  #isInOrder = true;
  readonly #lists = new Map(channels.map((channel) => [channel, new Collected(channel)]));
  readonly #keys: DecodedConnectionKey[] = [];
  readonly #unreadable: OneboxError[] = [];
  #unreadableCount = 0;
  readonly #seen = new Set<string>();

  constructor(private readonly readPage: (offset: number) => Promise<DecodedConnectionList>) {}

  /**
   * Reads pages, at least the first one, until `isEnough` returns true or there are no more. Concurrent calls share the pages. Throws
   * an OneboxError.
   */
  async readUntil(isEnough: () => boolean): Promise<void> {
    while (!this.#isComplete && !(this.#offset > 0 && this.#isInOrder && isEnough())) {
      // A failed page is not cleared, so later calls fail with the same error.
      this.#nextPage ??= this.#readNext();
      await this.#nextPage;
    }
  }

  /** Reads all connections. Throws an OneboxError. */
  async readAll(): Promise<SiteConnections> {
    await this.readUntil(() => false);
    return { keys: this.#keys, list: (channel) => this.list(channel) };
  }

  /** The number of connections, of one channel or of all. Reads all pages where Onebox does not state it. Throws an OneboxError. */
  async count(channel: Channel | undefined): Promise<number> {
    const isStated = (): boolean =>
      !this.#isComplete && channel === undefined && (this.#total ?? 0) > this.#offset;
    await this.readUntil(isStated);
    return isStated() ? (this.#total ?? 0) : this.list(channel).items.length;
  }

  /** The connections read so far, oldest first, of one channel or of all. Unreadable ones of unknown channel count for each channel. */
  list<C extends Channel>(channel: C | undefined): DecodedList<DecodedConnections[C]> {
    const lists = [...this.#lists.values()].filter((one) => channel === undefined || one.channel === channel);
    const unreadable = [this.#unreadable, ...lists.map((one) => one.unreadable)].flat();
    return {
      items: lists
        .flatMap((one) => one.items as DecodedConnections[C][])
        .sort((a, b) => compareIds(a.id, b.id)),
      unreadable: unreadable.slice(0, maxReasons),
      unreadableCount: lists.reduce((sum, one) => sum + one.unreadableCount, this.#unreadableCount),
    };
  }

  async #readNext(): Promise<void> {
    this.#add(await this.readPage(this.#offset));
    this.#nextPage = undefined;
  }

  #add(page: DecodedConnectionList): void {
    const { keys, unknown } = page;
    const total = typeof page.total === 'number' && page.total <= maxTotal ? page.total : undefined;
    if (this.#offset === 0 && page.isListed === null && total !== 0) {
      throw brokenContract('data does not match its documentation');
    }
    const entries = keys.items.length + keys.unreadableCount;
    if (this.#offset + entries > maxEntries) {
      throw new OneboxError(
        'response-too-large',
        `Onebox lists more than the ${maxEntries} connections of a site that one operation may read.`,
      );
    }
    for (const [channel, list] of this.#lists) list.add(page[channel]);
    const reasons = [
      ...unknown.items.map(() => brokenContract('MediaId of a connection does not match its documentation')),
      ...unknown.unreadable,
    ];
    this.#unreadable.push(...reasons.slice(0, maxReasons - this.#unreadable.length));
    this.#unreadableCount += unknown.items.length + unknown.unreadableCount;
    const seenBefore = this.#seen.size;
    for (const key of keys.items) {
      this.#keys.push(key);
      this.#seen.add([key.id, key.targetId, key.from].map(String).join(' '));
      if (typeof key.id !== 'string') continue;
      this.#isInOrder &&= compareIds(this.#lastId, key.id) < 0;
      this.#lastId = key.id;
    }
    this.#offset += entries;
    this.#total = total;
    // A `total` that is too small must not end the list early: a missing account would be connected twice.
    // A `total` equal to a full first page may count that page only.
    const isTotalReliable = entries < connectionsPerPage || this.#offset > connectionsPerPage;
    const isLast = isTotalReliable && total === this.#offset;
    // A server that ignores `offset` sends the same page without end.
    this.#isComplete = isLast || this.#seen.size === seenBefore;
  }
}

/** The connections of one channel, read so far. */
class Collected implements DecodedList<DecodedConnection> {
  readonly items: DecodedConnection[] = [];
  readonly unreadable: OneboxError[] = [];
  unreadableCount = 0;
  // An entry can move to the next page between two calls, and is then read twice.
  readonly #merger: Merger<DecodedConnection>;

  constructor(readonly channel: Channel) {
    const table: WireRecord<DecodedConnection> = connectionTables[channel];
    this.#merger = new Merger(table, 'id', this.items);
  }

  add({ items, unreadable, unreadableCount }: DecodedList<DecodedConnection>): void {
    for (const item of items) this.#merger.add(item);
    this.unreadable.push(...unreadable.slice(0, maxReasons - this.unreadable.length));
    this.unreadableCount += unreadableCount;
  }
}
