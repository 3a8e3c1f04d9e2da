import { z } from 'zod';

/** A setting as people meet it: its name in the environment, what it takes, what it is without. */
export interface Setting {
  name: string;
  meaning: string;
  expected: string;
  /** Empty: without it there is none. */
  defaultText: string;
}

/** Declares how a setting is read from text, and what is told of it. */
export function setting<T extends z.ZodType<unknown, string>>(
  doc: Omit<Setting, 'name'>,
  read: T,
): z.ZodPrefault<T> {
  return read.prefault(doc.defaultText as z.input<T>).meta(doc);
}

/** What was told of a setting where it was declared. */
export function documentationOf(read: z.ZodType): Omit<Setting, 'name'> {
  return read.meta() as Omit<Setting, 'name'>;
}

/** A whole number within bounds, written in digits. */
export function wholeNumber(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .pipe(z.int().min(min).max(max));
}

/** `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
