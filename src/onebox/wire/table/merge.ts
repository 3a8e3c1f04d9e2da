import { OneboxError } from '../../onebox-error';
import { type DecodedList, maxReasons, type WireList, type WireRecord } from './table';

type Fields = Record<string, unknown>;

// Keeps the merger of each list: to create one for each merge would take quadratic time.
const mergers = new WeakMap<DecodedList<object>, Merger<object>>();

/** Collects objects, and merges those with the same key. */
export class Merger<T extends object> {
  /** Created with the second object, since most lists have one. */
  #byKey: Map<unknown, T> | undefined;

  constructor(
    private readonly item: WireRecord<T>,
    private readonly uniqueBy: string,
    private readonly items: T[],
  ) {}

  add(item: T): void {
    const { items } = this;
    if (items.length > 0) {
      this.#byKey ??= new Map(items.map((one) => [this.#keyOf(one), one]));
      const key = this.#keyOf(item);
      const existing = this.#byKey.get(key);
      if (existing !== undefined) {
        mergeInto(this.item, existing, item);
        return;
      }
      this.#byKey.set(key, item);
    }
    items.push(item);
  }

  #keyOf(item: T): unknown {
    return (item as Fields)[this.uniqueBy];
  }
}

/** Merges `second` into `first`: keeps the first value that is present, and the entries of both lists. */
function mergeInto({ parts }: WireRecord<object>, first: object, second: object): void {
  const fields = first as Fields;
  for (const { name, record, list, overflow } of parts) {
    const one = fields[name];
    const other = (second as Fields)[name];
    if (list !== undefined) {
      unite(list, one as DecodedList<object>, other as DecodedList<object>);
    } else if (!isPresent(one)) {
      fields[name] = isPresent(other) ? other : (one ?? other);
    } else if (record !== undefined && isPresent(other)) {
      if ((one as Fields)['id'] === (other as Fields)['id'])
        mergeInto(record, one as object, other as object);
      else if (overflow !== undefined) mergeItems(parts, overflow, fields, other as object);
    }
  }
}

function mergeItems(
  parts: WireRecord<object>['parts'],
  overflow: string,
  fields: Fields,
  other: object,
): void {
  const list = parts.find(({ name }) => name === overflow)?.list;
  if (list === undefined) return;
  const item = { ...list.item.template, ...other };
  unite(list, fields[overflow] as DecodedList<object>, { items: [item], unreadable: [], unreadableCount: 0 });
}

function unite({ item, uniqueBy }: WireList, first: DecodedList<object>, second: DecodedList<object>): void {
  if (uniqueBy === undefined) {
    for (const entry of second.items) first.items.push(entry);
  } else {
    let merger = mergers.get(first);
    if (merger === undefined) {
      merger = new Merger(item, uniqueBy, first.items);
      mergers.set(first, merger);
    }
    for (const entry of second.items) merger.add(entry);
  }
  first.unreadable = [...first.unreadable, ...second.unreadable].slice(0, maxReasons);
  first.unreadableCount += second.unreadableCount;
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined && !(value instanceof OneboxError);
}
