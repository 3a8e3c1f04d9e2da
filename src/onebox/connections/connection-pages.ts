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

/** How many connections to ask for at once. Onebox may give fewer. */
export const connectionsPerPage = 100;

// As many as the calls of one operation give. A body can have many more, of a few bytes each.
const maxEntries = 25_000;

/** The connections of one site, read page by page as far as somebody asks for them. */
export class ConnectionPages {
  #offset = 0;
  #isOver = false;
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
   * Reads on, at least the first page, until `isEnough` or to the end. Throws an OneboxError. Whoever waits at the same
   * time waits for the same pages.
   */
  async readUntil(isEnough: () => boolean): Promise<void> {
    while (!this.#isOver && !(this.#offset > 0 && this.#isInOrder && isEnough())) {
      // One that failed stays: it fails again for whoever asks again.
      this.#nextPage ??= this.#readNext();
      await this.#nextPage;
    }
  }

  /** Reads all of them. Throws an OneboxError. */
  async readAll(): Promise<SiteConnections> {
    await this.readUntil(() => false);
    return { keys: this.#keys, list: (channel) => this.list(channel) };
  }

  /** How many there are, of a channel or of all. Reads to the end where Onebox does not say. Throws an OneboxError. */
  async count(channel: Channel | undefined): Promise<number> {
    const isTold = (): boolean => !this.#isOver && channel === undefined && (this.#total ?? 0) > this.#offset;
    await this.readUntil(isTold);
    return isTold() ? (this.#total ?? 0) : this.list(channel).items.length;
  }

  /** What was read, the oldest first, of a channel or of all. What nothing says the channel of may be of each. */
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
    const total = typeof page.total === 'number' ? page.total : undefined;
    if (this.#offset === 0 && page.isListed === null && total !== 0) {
      throw brokenContract('data is not what its documentation says');
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
      ...unknown.items.map(() =>
        brokenContract('MediaId of a connection is not what its documentation says'),
      ),
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
    // A `total` that is too small must not cut the list short: what is missing would be connected twice.
    // One that is as large as the first page may be of that page alone.
    const isOfAll = entries < connectionsPerPage || this.#offset > connectionsPerPage;
    const isLast = isOfAll && total === this.#offset;
    // Where `offset` is ignored, the same page comes for ever.
    this.#isOver = isLast || this.#seen.size === seenBefore;
  }
}

/** What was read of one channel. */
class Collected implements DecodedList<DecodedConnection> {
  readonly items: DecodedConnection[] = [];
  readonly unreadable: OneboxError[] = [];
  unreadableCount = 0;
  // An entry moves to the next page while pages are asked for.
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
