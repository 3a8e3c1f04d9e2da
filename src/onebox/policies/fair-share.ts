import { type CallerIdentity } from '../caller/caller-identity';

// Most callers come again soon: to create their share each time costs more than to keep it. Only callers with an accepted token, and
// networks, have a share directly below the common one.
const maxKept = 1000;

/** The two counts that are shared: running items and queued items. */
export type Counted = 'inFlight' | 'queued';

/**
 * One caller's share of a common maximum. It may grow while it is smaller than the unused rest (a dynamic threshold, as in the
 * buffers of switches: Choudhury and Hahne, 1998). Each of n callers gets one part of n + 1, and one part is left for the next
 * caller. An unused share is deleted, unless it is one of a
 * thousand directly below the common one. `Item` is the type of queued items.
 */
export class FairShare<Item> {
  inFlight = 0;
  queued = 0;
  // Created on demand: most shares have one item and no children.
  #children: Map<string, FairShare<Item>> | undefined;
  /** The children with queued items, in the order in which they are served. */
  #turns: FairShare<Item>[] | undefined;
  #queue: Item[] | undefined;

  private constructor(
    private readonly max: Readonly<Record<Counted, number>>,
    private readonly parent: FairShare<Item> | undefined,
    private readonly key: string,
  ) {}

  /** Creates the share of all callers. */
  static ofAll<Item>(max: Readonly<Record<Counted, number>>): FairShare<Item> {
    return new FairShare<Item>(max, undefined, '');
  }

  /** Returns the child with this key. Creates it if needed. */
  child(key: string): FairShare<Item> {
    this.#children ??= new Map();
    let child = this.#children.get(key);
    if (child === undefined) {
      child = new FairShare<Item>(this.max, this, key);
      this.#children.set(key, child);
    }
    return child;
  }

  hasRoom(counted: Counted): boolean {
    const { parent } = this;
    if (parent === undefined) return this.#left(counted) > 0;
    const count = this[counted];
    return (count === 0 || count < parent.#left(counted)) && parent.hasRoom(counted);
  }

  /** Adds a number, which may be negative, to a count of this share and of its parents. */
  add(counted: Counted, number: number): void {
    this[counted] += number;
    this.parent?.add(counted, number);
    this.removeIfUnused();
  }

  removeIfUnused(): void {
    const { parent } = this;
    if (parent === undefined || this.inFlight + this.queued > 0) return;
    const siblings = parent.#children;
    const isKept = parent.parent === undefined && (siblings?.size ?? 0) <= maxKept;
    if (!isKept && (this.#children?.size ?? 0) === 0) siblings?.delete(this.key);
    parent.removeIfUnused();
  }

  joinQueue(item: Item): void {
    this.#queue ??= [];
    this.#queue.push(item);
    this.#joinTurns();
    this.add('queued', 1);
  }

  leaveQueue(item: Item): void {
    const index = this.#queue?.indexOf(item) ?? -1;
    if (index < 0) return;
    this.#queue?.splice(index, 1);
    this.add('queued', -1);
    this.#leaveTurns();
  }

  /** Removes the next item with room from the queue, one of each child in turn. It then counts as in flight. */
  takeNext(): Item | undefined {
    const own = this.#queue?.shift();
    if (own !== undefined) {
      this.add('inFlight', 1);
      this.add('queued', -1);
      return own;
    }
    const turns = this.#turns ?? [];
    for (const [index, child] of turns.entries()) {
      const next = child.hasRoom('inFlight') ? child.takeNext() : undefined;
      if (next === undefined) continue;
      turns.splice(index, 1);
      if (child.queued > 0) turns.push(child);
      return next;
    }
    return undefined;
  }

  #joinTurns(): void {
    const { parent } = this;
    if (parent === undefined || this.queued > 0) return;
    parent.#turns ??= [];
    parent.#turns.push(this);
    parent.#joinTurns();
  }

  #leaveTurns(): void {
    const { parent } = this;
    if (parent === undefined || this.queued > 0) return;
    parent.#turns = parent.#turns?.filter((child) => child !== this);
    parent.#leaveTurns();
  }

  #left(counted: Counted): number {
    const { parent } = this;
    return (parent === undefined ? this.max[counted] : parent.#left(counted)) - this[counted];
  }
}

/**
 * The share of a caller. Before Onebox has accepted the token, it is a part of the share of the network: a client can invent
 * tokens.
 */
export function shareOfCaller<Item>(
  all: FairShare<Item>,
  caller: Pick<CallerIdentity, 'id' | 'isAccepted'> | undefined,
  network: () => string,
): FairShare<Item> {
  if (caller?.isAccepted === true) return all.child(caller.id);
  return all.child(`network ${network()}`).child(caller?.id ?? 'no token');
}
