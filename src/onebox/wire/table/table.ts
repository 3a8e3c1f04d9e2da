import { type OneboxError } from '../../onebox-error';
import { type ValueKind } from './values';

/** Marks a part that may be absent, and that is lost alone where it is wrong. */
export const optional = 'optional';
/** Marks a part that must not be shown, logged or stored unsealed. */
export const secret = 'secret';

type Mark = typeof optional | typeof secret;

/** How many reasons a list keeps for entries that could not be decoded. */
export const maxReasons = 10;

/** Where a part is in a body, and what it must be: one of `value`, `record` and `list`. */
export interface WirePart {
  readonly at: string;
  readonly isOptional: boolean;
  readonly isSecret: boolean;
  readonly value: ValueKind<unknown> | undefined;
  readonly record: WireRecord<object> | undefined;
  readonly list: WireList | undefined;
  /** The name of the list that takes what else comes here when two objects become one. */
  readonly overflow?: string | undefined;
}

/** What the entries of a list must be. */
export interface WireList {
  readonly item: WireRecord<object>;
  /** Entries that have this in common are one. */
  readonly uniqueBy: string | undefined;
  /** Which entries to look at. */
  readonly isWanted: ((entry: unknown) => boolean) | undefined;
}

/** A part that is decoded to a `T`. */
export interface PartOf<T> extends WirePart {
  readonly decoded?: T;
}

/** An object in a body that is decoded to a `T`: its parts by the names under which the gateway knows them. */
export interface WireRecord<T extends object> {
  readonly parts: readonly (WirePart & { readonly name: string })[];
  /** Has each name, in order. */
  readonly template: Readonly<Record<string, unknown>>;
  readonly decoded?: T;
}

/** What an optional part is decoded to: null where it is absent, the error where it is wrong. */
export type Optional<T> = T | OneboxError | null;

/** What an object of a body is decoded to. */
export type Decoded<R> = R extends WireRecord<infer T> ? T : never;

/** A list as far as it could be decoded: one entry that is wrong does not take the others away. */
export interface DecodedList<T> {
  items: T[];
  /** Why entries are missing: the first {@link maxReasons}. */
  unreadable: OneboxError[];
  /** How many are missing. */
  unreadableCount: number;
}

/** A value, or an object, at a key. */
export function at<T, M extends Mark = never>(
  key: string,
  what: ValueKind<T> | (T extends object ? WireRecord<T> : never),
  ...marks: M[]
): PartOf<typeof optional extends M ? Optional<T> : T> {
  return typeof what === 'function'
    ? { ...part(key, marks), value: what }
    : { ...part(key, marks), record: what };
}

/** A part of which a second, different object goes to a list beside it when two objects become one. */
export function overflowingTo<P extends WirePart>(overflow: string, one: P): P {
  return { ...one, overflow };
}

/** A list of objects at a key. An optional one is empty where it is absent. */
export function listAt<T extends object>(
  key: string,
  item: WireRecord<T>,
  { uniqueBy, isWanted }: { uniqueBy?: keyof T & string; isWanted?: (entry: unknown) => boolean },
  ...marks: Mark[]
): PartOf<DecodedList<T>> {
  return { ...part(key, marks), list: { item, uniqueBy, isWanted } };
}

/** An object. */
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
