import { z } from 'zod';

/** An option of the gateway that operators set in the environment. */
export interface Setting<T> {
  name: string;
  meaning: string;
  /** Completes "write …". */
  expected: string;
  /** Empty where there is no default. */
  defaultText: string;
  /** Whether the value is never repeated, and can come from the file that `<name>_FILE` names. */
  isSecret?: boolean;
  schema: z.ZodType<T, string>;
}

/** An option that all operators would set to the same value. */
export interface Constant<T> {
  value: T;
  /** The quantity that it limits, with its unit. */
  limit: string;
  /** What happens when the limit is exceeded. */
  effect: string;
  /** The error code that clients get. Empty where they get none. */
  error: string;
}

type Options = Record<string, Setting<unknown> | Constant<unknown>>;

/** The settings and constants of one part of the gateway, by option name. */
export interface Group<T extends Options = Options> {
  title: string;
  options: T;
}

/** The values of the options of a group. */
export type ValuesOf<G extends Group> = {
  [K in keyof G['options']]: G['options'][K] extends Setting<infer T> | Constant<infer T> ? T : never;
};

/** Groups options under a title of the documentation. */
export function group<T extends Options>(title: string, options: T): Group<T> {
  return { title, options };
}

/** Declares a constant, with its documentation. A comment beside it must give the reason for the value. */
export function constant<T>(value: T, doc: Omit<Constant<T>, 'value'>): Constant<T> {
  return { value, ...doc };
}

/** A setting that takes a whole number from `min` to `max`. `zero` documents the meaning of 0. */
export function integer(
  name: string,
  meaning: string,
  defaultValue: number,
  [min, max]: readonly [number, number],
  zero?: string,
): Setting<number> {
  return {
    name,
    meaning,
    expected: `a whole number from ${min}${zero === undefined ? '' : ` (${zero})`} to ${max}`,
    defaultText: String(defaultValue),
    schema: wholeNumber(min, max),
  };
}

/** A setting that is off unless it is `true`. */
export function flag(name: string, meaning: string): Setting<boolean> {
  return {
    name,
    meaning,
    expected: 'true or false',
    defaultText: 'false',
    schema: z.enum(['true', 'false']).transform((text) => text === 'true'),
  };
}

/** A setting that takes one of these words. */
export function choice<const T extends string>(
  name: string,
  meaning: string,
  words: readonly [T, ...T[]],
  defaultText: T,
): Setting<T> {
  const expected = `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
  return { name, meaning, expected, defaultText, schema: z.enum(words) };
}

/** Makes a schema optional: an empty text becomes undefined. */
export function optional<T>(schema: z.ZodType<T, string>): z.ZodType<T | undefined, string> {
  return z.union([z.literal('').transform(() => undefined), schema]);
}

/** A whole number from `min` to `max`, in digits. */
export function wholeNumber(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));
}

export const commaSeparated: z.ZodType<string[], string> = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Whether an address is `https`, or `http` on this machine. */
export function isSecure({ protocol, hostname }: URL): boolean {
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}
