import { type OneboxError } from '../../onebox-error';
import { type ValueKind } from './values';

/** Marks a part that may be absent. Where it is malformed, the rest of the record stays readable. */
export const optional = 'optional';
/** Marks a part that must never be shown, logged or stored without sealing. */
export const secret = 'secret';

type Mark = typeof optional | typeof secret;

/** The maximum number of errors that a list keeps for unreadable entries. */
export const maxReasons = 10;

/** The key of a part in a body, and its type: one of `value`, `record` and `list`. */
export interface WirePart {
  readonly at: string;
  readonly isOptional: boolean;
  readonly isSecret: boolean;
  readonly value: ValueKind<unknown> | undefined;
  readonly record: WireRecord<object> | undefined;
  readonly list: WireList | undefined;
  /** The name of the list that receives a second, different object when two records are merged. */
  readonly overflow?: string | undefined;
}

/** The type of the entries of a list. */
export interface WireList {
  readonly item: WireRecord<object>;
  /** Entries with the same value of this part are merged. */
  readonly uniqueBy: string | undefined;
  /** Selects the entries to decode. Undefined for all of them. */
  readonly isWanted: ((entry: unknown) => boolean) | undefined;
}

/** A part that is decoded to a `T`. */
export interface PartOf<T> extends WirePart {
  readonly decoded?: T;
}

/** An object of a body that is decoded to a `T`, with the names of its parts in the gateway. */
export interface WireRecord<T extends object> {
  readonly parts: readonly (WirePart & { readonly name: string })[];
  /** Has null under each name, in order. */
  readonly template: Readonly<Record<string, unknown>>;
  readonly decoded?: T;
}

/** The decoded type of an optional part: null where it is absent, an error where it is malformed. */
export type Optional<T> = T | OneboxError | null;

/** The decoded type of a record. */
export type Decoded<R> = R extends WireRecord<infer T> ? T : never;

/** The readable entries of a list. A malformed entry does not affect the others. */
export interface DecodedList<T> {
  items: T[];
  /** The errors of unreadable entries: the first {@link maxReasons}. */
  unreadable: OneboxError[];
  /** The number of unreadable entries. */
  unreadableCount: number;
}

/** A value or an object at a key. */
export function at<T, M extends Mark = never>(
  key: string,
  what: ValueKind<T> | (T extends object ? WireRecord<T> : never),
  ...marks: M[]
): PartOf<typeof optional extends M ? Optional<T> : T> {
  return typeof what === 'function'
    ? { ...part(key, marks), value: what }
    : { ...part(key, marks), record: what };
}

/** Declares the list that receives a second, different object of a part when two records are merged. */
export function overflowingTo<P extends WirePart>(overflow: string, one: P): P {
  return { ...one, overflow };
}

/** A list of objects at a key. Where an optional list is absent, it is empty. */
export function listAt<T extends object>(
  key: string,
  item: WireRecord<T>,
  { uniqueBy, isWanted }: { uniqueBy?: keyof T & string; isWanted?: (entry: unknown) => boolean },
  ...marks: Mark[]
): PartOf<DecodedList<T>> {
  return { ...part(key, marks), list: { item, uniqueBy, isWanted } };
}

/** Declares an object with these parts. */
export function record<P extends Record<string, WirePart>>(
  parts: P,
): WireRecord<{ [N in keyof P]: P[N] extends PartOf<infer T> ? T : never }> {
  return {
    parts: Object.entries(parts).map(([name, one]) => ({ ...one, name })),
    template: Object.fromEntries(Object.keys(parts).map((name) => [name, null])),
  };
}

function part(key: string, marks: readonly Mark[]): WirePart {
  return {
    at: key,
    isOptional: marks.includes(optional),
    isSecret: marks.includes(secret),
    value: undefined,
    record: undefined,
    list: undefined,
  };
}
