import { z } from 'zod';

import { brokenContract, OneboxError } from './onebox-error';

/** A list as far as it could be read: one entry with something wrong does not take the others away. */
export interface WireList<T> {
  items: T[];
  unreadable: OneboxError[];
}

/** An id, which is longer than 53 bits: parseExactJson has made strings of the numbers that would lose digits. */
export const id = z.union([z.string().min(1), z.int().nonnegative().transform(String)]);

/** Reads each wanted entry of the list at `path`. One that is right as it is need not be read. */
export function readEach<T>(
  entries: unknown[],
  path: string,
  readOne: (entry: unknown, path: string) => T,
  {
    isWanted = () => true,
    isRight,
  }: { isWanted?: (entry: unknown) => boolean; isRight?: (entry: unknown) => entry is T } = {},
): WireList<T> {
  if (isRight !== undefined && entries.every(isRight)) return { items: entries, unreadable: [] };
  const list: WireList<T> = { items: [], unreadable: [] };
  entries.forEach((entry, index) => {
    if (!isWanted(entry)) return;
    const result = isRight?.(entry) ? entry : attempt(() => readOne(entry, `${path}[${index}]`));
    if (result instanceof OneboxError) list.unreadable.push(result);
    else list.items.push(result);
  });
  return list;
}

/** What `readOne` reads, or the OneboxError that it throws. */
export function attempt<T>(readOne: () => T): T | OneboxError {
  try {
    return readOne();
  } catch (error) {
    if (error instanceof OneboxError) return error;
    throw error;
  }
}

/** Reads a body, or the part of it at `path`. Throws an OneboxError of kind `contract-broken` that names the path and never the value. */
export function read<T>(schema: z.ZodType<T>, body: unknown, path: string): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const wrong = (result.error.issues[0]?.path ?? []).reduce<string>(
    (at, key) => (typeof key === 'number' ? `${at}[${key}]` : `${at}.${String(key)}`),
    path,
  );
  throw brokenContract(`${wrong.replace(/^\./, '') || 'the body'} is not what its documentation says`);
}
