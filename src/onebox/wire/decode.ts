import { brokenContract, type OneboxError } from '../onebox-error';
import { Merger } from './merge';
import { type DecodedList, maxReasons, type WireList, type WirePart, type WireRecord } from './table';
import { type WireSetting, wrong } from './values';

/** A body as far as it could be decoded. */
export interface Decoding<T> {
  value: T;
  /** Whether all of it could be. */
  isComplete: boolean;
}

type Fields = Record<string, unknown>;

/**
 * Decodes a body. A part that is wrong is lost alone: an optional one is an OneboxError in its place, an entry of a list is
 * missing there. Throws an OneboxError of kind `contract-broken` where there is nothing left; no error repeats a value.
 */
export function decode<T extends object>(
  table: WireRecord<T>,
  body: unknown,
  setting: WireSetting,
): Decoding<T> {
  return new Decoder(setting).body(table, body);
}

class Decoder {
  /** Where the walk is: keys, and indices of lists. */
  readonly #path: (string | number)[] = [];
  /** What was wrong, seen from there. */
  readonly #wrongAt: string[] = [];
  #isComplete = true;

  constructor(private readonly setting: WireSetting) {}

  body<T extends object>(table: WireRecord<T>, body: unknown): Decoding<T> {
    const value = this.#record(table, body);
    if (value === wrong) throw this.#error();
    return { value: value as T, isComplete: this.#isComplete };
  }

  #record(table: WireRecord<object>, body: unknown): Fields | typeof wrong {
    if (typeof body !== 'object' || body === null) return wrong;
    // A copy is made faster than an object to which one property after the other is added.
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

  #list({ item, uniqueBy, isWanted }: WireList, raw: unknown, isOptional: boolean): unknown {
    const entries = entriesOf(raw);
    const list: DecodedList<object> = { items: [], unreadable: [], unreadableCount: 0 };
    if (entries === undefined) {
      if (!isOptional) return wrong;
      if (!isNothing(raw)) this.#lose(list);
      return list;
    }
    const merger = uniqueBy === undefined ? undefined : new Merger(item, uniqueBy, list.items);
    const depth = this.#path.push(0) - 1;
    for (let index = 0; index < entries.length; index++) {
      if (isWanted?.(entries[index]) === false) continue;
      this.#path[depth] = index;
      const fields = this.#record(item, entries[index]);
      if (fields === wrong) this.#lose(list);
      else if (merger === undefined) list.items.push(fields);
      else merger.add(fields);
    }
    this.#path.pop();
    return list;
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
      brokenContract(`${path === '' ? 'the body' : path} is not what its documentation says`),
    );
  }
}

/** PHP writes an empty list as `{}` and an empty object as `[]`, and says `false` where there is none. */
function isNothing(raw: unknown): boolean {
  if (raw === null || raw === undefined || raw === false || raw === '') return true;
  return typeof raw === 'object' && Object.keys(raw).length === 0;
}

/** PHP writes a list in which an index is missing as an object. */
function entriesOf(raw: unknown): unknown[] | undefined {
  if (Array.isArray(raw)) return raw as unknown[];
  if (typeof raw !== 'object' || raw === null) return undefined;
  return Object.keys(raw).every((key) => /^\d+$/.test(key)) ? Object.values(raw) : undefined;
}

/** A stack says nothing of a body, and costs more than all else of an error. There may be as many as values. */
function withoutStack(make: () => OneboxError): OneboxError {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
