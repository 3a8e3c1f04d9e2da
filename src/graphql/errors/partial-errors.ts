import {
  GraphQLError,
  type GraphQLErrorOptions,
  type GraphQLResolveInfo,
  responsePathAsArray,
} from 'graphql';

/** The most errors that one response has. */
export const maxErrors = 10;

type ResponsePath = readonly (string | number)[];

interface Entry {
  error: unknown;
  nodes: GraphQLResolveInfo['fieldNodes'];
  /** Undefined: the whole response. */
  path: ResponsePath | undefined;
  /** How many other errors this one stands for. */
  omitted: number;
}

/** An error of a part of a response, and how many others it stands for. */
export interface PartialError {
  error: GraphQLError;
  omitted: number;
}

/**
 * The errors of parts of one response, of which the rest is answered: at most {@link maxErrors}, since one cause can
 * make ten thousand. One cause that fails several entries of a list is one error at that list. Where there are more
 * errors than may be reported, the last one stands for the others, at the nearest list that has them all.
 */
export class PartialErrors {
  #entries: Entry[] = [];

  /** Reports an error at the field of `info`, or at an entry of its list. */
  add(error: unknown, info: GraphQLResolveInfo, index?: number): void {
    const fieldPath = responsePathAsArray(info.path);
    const path = index === undefined ? fieldPath : [...fieldPath, index];
    const sameCause = this.#entries.find((entry) => entry.error === error && commonList(entry.path, path));
    const last = this.#entries.length < maxErrors ? undefined : this.#entries.at(-1);
    const known = sameCause ?? last;
    if (known === undefined) {
      this.#entries.push({ error, nodes: info.fieldNodes, path, omitted: 0 });
    } else {
      known.path = commonList(known.path, path);
      known.omitted += 1;
    }
  }

  /** Counts errors of which only their number is known: the last error stands for them too. */
  omit(count: number, info: GraphQLResolveInfo): void {
    const last = this.#entries.at(-1);
    if (count === 0 || last === undefined) return;
    last.path = commonList(last.path, responsePathAsArray(info.path));
    last.omitted += count;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  list(): PartialError[] {
    return this.#entries.map(({ error, nodes, path = null, omitted }) => ({
      error: located(error, { nodes, path }),
      omitted,
    }));
  }

  /** Forgets all errors: the operation runs once more. */
  clear(): void {
    this.#entries = [];
  }
}

function located(error: unknown, place: Pick<GraphQLErrorOptions, 'nodes' | 'path'>): GraphQLError {
  if (error instanceof GraphQLError) {
    return new GraphQLError(error.message, { ...place, extensions: error.extensions });
  }
  const originalError = error instanceof Error ? error : new Error('A resolver threw what is not an error.');
  return new GraphQLError(originalError.message, { ...place, originalError });
}

/** The path of the nearest list that has both paths, or the path itself where they are the same. */
function commonList(a: ResponsePath | undefined, b: ResponsePath): ResponsePath | undefined {
  if (a === undefined) return undefined;
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  if (length === a.length && length === b.length) return a;
  while (length > 0 && typeof a[length] !== 'number' && typeof b[length] !== 'number') length -= 1;
  return length === 0 ? undefined : a.slice(0, length);
}
