import { brokenContract, type OneboxError } from '../../onebox-error';
import { type Slices } from '../../bodies/time-slices';
import { Merger } from './merge';
import { type DecodedList, maxReasons, type WireList, type WirePart, type WireRecord } from './table';
import { type WireSetting, wrong } from './values';

/** The readable part of a body. */
export interface Decoding<T> {
  value: T;
  /** Whether the whole body was readable. */
  isComplete: boolean;
}

type Fields = Record<string, unknown>;

/**
 * Decodes a body. A malformed optional part becomes an OneboxError in its place; a malformed list entry is omitted and counted. Throws
 * an OneboxError of kind `contract-broken` where a required part is malformed. No error repeats a value.
 */
export function decode<T extends object>(
  table: WireRecord<T>,
  body: unknown,
  setting: WireSetting,
): Decoding<T> {
  return new Decoder(setting).body(table, body);
}

/** As {@link decode}, in time slices: the entries of top-level lists are decoded a few at a time. */
export function decodeInSlices<T extends object>(
  table: WireRecord<T>,
  body: unknown,
  setting: WireSetting,
  slices: Slices,
): Promise<Decoding<T>> {
  return new Decoder(setting).bodyInSlices(table, body, slices);
}

const entriesPerTimeCheck = 64;

class Decoder {
  /** The path of the value that is being decoded: keys, and indices of lists. */
  readonly #path: (string | number)[] = [];
  /** The rest of the path to a malformed value, relative to `#path`. */
  readonly #wrongAt: string[] = [];
  #isComplete = true;

  constructor(private readonly setting: WireSetting) {}

  body<T extends object>(table: WireRecord<T>, body: unknown): Decoding<T> {
    const value = this.#record(table, body);
    if (value === wrong) throw this.#error();
    return { value: value as T, isComplete: this.#isComplete };
  }

  async bodyInSlices<T extends object>(
    table: WireRecord<T>,
    body: unknown,
    slices: Slices,
  ): Promise<Decoding<T>> {
    if (typeof body !== 'object' || body === null) return this.body(table, body);
    const lists = table.parts.flatMap(({ name, at, list }) => {
      const entries = list && entriesOf((body as Fields)[at]);
      return list !== undefined && entries !== undefined ? [{ name, at, list, entries }] : [];
    });
    const rest = { ...body, ...Object.fromEntries(lists.map(({ at }) => [at, []])) };
    const { value } = this.body(table, rest);
    for (const { name, at, list, entries } of lists) {
      this.#path.push(at);
      const decoded = (value as Fields)[name] as DecodedList<object>;
      const add = this.#adder(list, decoded);
      for (let start = 0; start < entries.length; start += entriesPerTimeCheck) {
        if (slices.isOver()) await slices.next();
        this.#entries(
          list,
          entries,
          start,
          Math.min(start + entriesPerTimeCheck, entries.length),
          decoded,
          add,
        );
      }
      this.#path.pop();
    }
    return { value, isComplete: this.#isComplete };
  }

  #record(table: WireRecord<object>, body: unknown): Fields | typeof wrong {
    if (typeof body !== 'object' || body === null) return wrong;
    // To copy a template is faster than to add one property after the other.
    const fields: Fields = { ...table.template };
    const { parts } = table;
    for (let index = 0; index < parts.length; index++) {
      const part = parts[index] as WireRecord<object>['parts'][number];
      const raw = (body as Fields)[part.at];
      const value = part.value === undefined ? this.#nested(part, raw) : part.value(raw, this.setting);
      if (value === wrong || (value === null && !part.isOptional)) {
        this.#wrongAt.unshift(part.at);
        if (!part.isOptional) return wrong;
        fields[part.name] = this.#error();
        this.#isComplete = false;
      } else if (value !== null) {
        fields[part.name] = value;
      }
    }
    return fields;
  }

  #nested({ at, isOptional, record, list }: WirePart, raw: unknown): unknown {
    if (record !== undefined && isOptional && isNothing(raw)) return null;
    this.#path.push(at);
    const decoded =
      record === undefined ? this.#list(list as WireList, raw, isOptional) : this.#record(record, raw);
    this.#path.pop();
    return decoded;
  }

  #list(part: WireList, raw: unknown, isOptional: boolean): unknown {
    const entries = entriesOf(raw);
    const list: DecodedList<object> = { items: [], unreadable: [], unreadableCount: 0 };
    if (entries === undefined) {
      if (isNothing(raw)) return list;
      if (!isOptional) return wrong;
      this.#lose(list);
      return list;
    }
    this.#entries(part, entries, 0, entries.length, list, this.#adder(part, list));
    return list;
  }

  #adder({ item, uniqueBy }: WireList, { items }: DecodedList<object>): (fields: Fields) => void {
    if (uniqueBy === undefined) return (fields) => items.push(fields);
    const merger = new Merger(item, uniqueBy, items);
    return (fields) => {
      merger.add(fields);
    };
  }

  #entries(
    { item, isWanted }: WireList,
    entries: unknown[],
    start: number,
    end: number,
    list: DecodedList<object>,
    add: (fields: Fields) => void,
  ): void {
    const depth = this.#path.push(0) - 1;
    for (let index = start; index < end; index++) {
      if (isWanted?.(entries[index]) === false) continue;
      this.#path[depth] = index;
      const fields = this.#record(item, entries[index]);
      if (fields === wrong) this.#lose(list);
      else add(fields);
    }
    this.#path.pop();
  }

  #lose(list: DecodedList<object>): void {
    this.#isComplete = false;
    list.unreadableCount += 1;
    if (list.unreadable.length < maxReasons) list.unreadable.push(this.#error());
    else this.#wrongAt.length = 0;
  }

  #error(): OneboxError {
    let path = '';
    for (const key of [...this.#path, ...this.#wrongAt]) {
      path += typeof key === 'number' ? `[${key}]` : `${path === '' ? '' : '.'}${key}`;
    }
    this.#wrongAt.length = 0;
    return withoutStack(() =>
      brokenContract(`${path === '' ? 'the body' : path} does not match its documentation`),
    );
  }
}

/** Whether a list or object is absent or empty. The API (PHP) sends `[]`, `{}` or `false` for it. */
export function isNothing(raw: unknown): boolean {
  if (raw === null || raw === undefined || raw === false || raw === '') return true;
  return typeof raw === 'object' && Object.keys(raw).length === 0;
}

/** The entries of a list. Undefined for any other value. The API (PHP) sends a list with a missing index as an object. */
export function entriesOf(raw: unknown): unknown[] | undefined {
  if (Array.isArray(raw)) return raw as unknown[];
  if (typeof raw !== 'object' || raw === null) return undefined;
  return Object.keys(raw).every((key) => /^\d+$/.test(key)) ? Object.values(raw) : undefined;
}

/** A stack trace does not help with a malformed body, and takes most of the time of an error. A body may cause thousands. */
function withoutStack(create: () => OneboxError): OneboxError {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return create();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
