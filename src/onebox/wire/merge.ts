import { OneboxError } from '../onebox-error';
import { type DecodedList, maxReasons, type WireList, type WireRecord } from './table';

type Fields = Record<string, unknown>;

/** Collects objects of which one may come several times: what it has then is one object. */
export class Merger<T extends object> {
  readonly #keys = new Set<unknown>();
  /** Made with the first object that comes again: that is rare. */
  #indexOf: Map<unknown, number> | undefined;

  constructor(
    private readonly item: WireRecord<T>,
    private readonly uniqueBy: string,
    private readonly items: T[],
  ) {}

  add(item: T): void {
    const { items } = this;
    const key = this.#keyOf(item);
    this.#keys.add(key);
    if (this.#keys.size > items.length) {
      this.#indexOf?.set(key, items.length);
      items.push(item);
      return;
    }
    this.#indexOf ??= new Map(items.map((known, index) => [this.#keyOf(known), index]));
    const index = this.#indexOf.get(key) as number;
    items[index] = merge(this.item, items[index] as T, item);
  }

  #keyOf(item: T): unknown {
    return (item as Fields)[this.uniqueBy];
  }
}

/**
 * Makes one of two objects that stand for the same thing: of each part the first value that is there, and of a list the
 * entries of both.
 */
function merge<T extends object>({ parts }: WireRecord<T>, first: T, second: T): T {
  const merged: Fields = {};
  for (const { name, record, list } of parts) {
    const one = (first as Fields)[name];
    const other = (second as Fields)[name];
    if (list !== undefined) {
      merged[name] = united(list, one as DecodedList<object>, other as DecodedList<object>);
    } else if (!isThere(one)) {
      merged[name] = isThere(other) ? other : (one ?? other);
    } else if (record !== undefined && isThere(other) && (one as Fields)['id'] === (other as Fields)['id']) {
      merged[name] = merge(record, one as object, other as object);
    } else {
      merged[name] = one;
    }
  }
  return merged as T;
}

function united(
  { item, uniqueBy }: WireList,
  first: DecodedList<object>,
  second: DecodedList<object>,
): DecodedList<object> {
  const entries = [...first.items, ...second.items];
  const items: object[] = [];
  if (uniqueBy === undefined) items.push(...entries);
  else {
    const merger = new Merger(item, uniqueBy, items);
    for (const entry of entries) merger.add(entry);
  }
  return {
    items,
    unreadable: [...first.unreadable, ...second.unreadable].slice(0, maxReasons),
    unreadableCount: first.unreadableCount + second.unreadableCount,
  };
}

function isThere(value: unknown): boolean {
  return value !== null && value !== undefined && !(value instanceof OneboxError);
}
