import { type CallerIdentity } from '../caller/caller-identity';

/** What is shared: calls at Onebox, and places in the queue. */
export type Counted = 'inFlight' | 'queued';

/**
 * A part of what all calls may take together, such as one caller's. It may grow as long as it is smaller than what is left
 * (a dynamic threshold, as switches share their buffers: Choudhury and Hahne, 1998): alone it has half, n have one part of
 * n + 1 each, and some is left for whoever comes next. It lives as long as it has calls, so that there are never more shares
 * than calls. `Item` is what is queued.
 */
export class Share<Item> {
  inFlight = 0;
  queued = 0;
  // Made when they are needed: most shares are of one call, and have none.
  #children: Map<string, Share<Item>> | undefined;
  /** Children with a queue: the first one is next. */
  #turns: Share<Item>[] | undefined;
  #queue: Item[] | undefined;

  private constructor(
    private readonly max: Readonly<Record<Counted, number>>,
    private readonly parent: Share<Item> | undefined,
    private readonly key: string,
  ) {}

  /** What all calls may take. */
  static ofAll<Item>(max: Readonly<Record<Counted, number>>): Share<Item> {
    return new Share<Item>(max, undefined, '');
  }

  /** The part of it with this key. */
  child(key: string): Share<Item> {
    this.#children ??= new Map();
    let child = this.#children.get(key);
    if (child === undefined) {
      child = new Share<Item>(this.max, this, key);
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

  /** Counts so many more, or fewer, here and in what it is a part of. */
  add(counted: Counted, times: number): void {
    this[counted] += times;
    this.parent?.add(counted, times);
    this.removeIfUnused();
  }

  removeIfUnused(): void {
    const { parent } = this;
    if (parent === undefined || this.inFlight + this.queued > 0) return;
    if ((this.#children?.size ?? 0) === 0) parent.#children?.delete(this.key);
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

  /** Takes the next item for which there is room from the queue: one of each child in turn. It counts as in flight. */
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
 * The share of a caller. Callers whose token Onebox has not accepted yet have the share of their network together: a token can be
 * made up.
 */
export function shareOfCaller<Item>(
  all: Share<Item>,
  caller: Pick<CallerIdentity, 'id' | 'isAccepted'> | undefined,
  network: () => string,
): Share<Item> {
  if (caller?.isAccepted === true) return all.child(caller.id);
  return all.child(`network ${network()}`).child(caller?.id ?? 'no token');
}
