import {
  GraphQLError,
  type GraphQLErrorOptions,
  type GraphQLResolveInfo,
  responsePathAsArray,
} from 'graphql';

import { type DecodedList } from '../../onebox/wire/table/table';

/** The maximum number of errors in one response. */
export const maxErrors = 10;

type ResponsePath = readonly (string | number)[];

interface Entry {
  error: unknown;
  nodes: GraphQLResolveInfo['fieldNodes'];
  /** Undefined for an error of the whole response. */
  path: ResponsePath | undefined;
  /** How many other errors this one represents. */
  omitted: number;
}

/** An error of a part of a response, and how many others it represents. */
export interface PartialError {
  error: GraphQLError;
  omitted: number;
}

/**
 * Collects the errors of a response that has data too. One cause can fail ten thousand entries, so there are at most
 * {@link maxErrors}. A cause that fails several entries of a list is one error at the path of the list. Beyond the maximum, the last
 * error represents the others, at the path of the nearest list that contains them all.
 */
export class PartialErrors {
  #entries: Entry[] = [];

  /** Reports an error at the field of `info`, or at an entry of its list. */
  add(error: unknown, info: GraphQLResolveInfo, index?: number): void {
    const fieldPath = responsePathAsArray(info.path);
    const path = index === undefined ? fieldPath : [...fieldPath, index];
    const sameCause = this.#entries.find((entry) => entry.error === error && commonList(entry.path, path));
    const last = this.#entries.length < maxErrors ? undefined : this.#entries.at(-1);
    const existing = sameCause ?? last;
    if (existing === undefined) {
      this.#entries.push({ error, nodes: info.fieldNodes, path, omitted: 0 });
    } else {
      existing.path = commonList(existing.path, path);
      existing.omitted += 1;
    }
  }

  /** Reports the items of a list that could not be read, at the path of the list. The last error represents those without one. */
  addUnreadable(
    { unreadable, unreadableCount }: Omit<DecodedList<unknown>, 'items'>,
    info: GraphQLResolveInfo,
  ): void {
    for (const error of unreadable) this.add(error, info);
    const count = unreadableCount - unreadable.length;
    const last = this.#entries.at(-1);
    if (count === 0 || last === undefined) return;
    last.path = commonList(last.path, responsePathAsArray(info.path));
    last.omitted += count;
  }

  list(): PartialError[] {
    return this.#entries.map(({ error, nodes, path = null, omitted }) => ({
      error: located(error, { nodes, path }),
      omitted,
    }));
  }

  /** Deletes all errors, before the operation runs again. */
  clear(): void {
    this.#entries = [];
  }
}

function located(error: unknown, place: Pick<GraphQLErrorOptions, 'nodes' | 'path'>): GraphQLError {
  if (error instanceof GraphQLError) {
    return new GraphQLError(error.message, { ...place, extensions: error.extensions });
  }
  const originalError =
    error instanceof Error ? error : new Error('A resolver threw a value that is not an Error.');
  return new GraphQLError(originalError.message, { ...place, originalError });
}

/** The path of the nearest list that contains both paths, or the path itself where they are equal. */
function commonList(a: ResponsePath | undefined, b: ResponsePath): ResponsePath | undefined {
  if (a === undefined) return undefined;
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  if (length === a.length && length === b.length) return a;
  while (length > 0 && typeof a[length] !== 'number' && typeof b[length] !== 'number') length -= 1;
  return length === 0 ? undefined : a.slice(0, length);
}
