import { type GatewayContext } from './context';
import { NotCompiled } from './selected-fields';

/** A value as JSON has it. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
/** An object of an answer, by response keys. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Completes a value: gives what the answer has in its place. Throws where only graphql-js can tell what that is. */
export type Complete = (value: unknown, run: Run) => JsonValue;

// An answer of so few is a few kilobytes.
const fewItems = 64;

/** What holds for all that one run of a query completes. */
export class Run {
  #items = 0;
  readonly #pending: Promise<void>[] = [];
  readonly #latest = new Map<object, { source: unknown; object: JsonObject }>();

  constructor(
    readonly context: GatewayContext,
    readonly variables: Record<string, unknown>,
  ) {}

  /** Whether so much is to be answered that others should be served in between. */
  get isLong(): boolean {
    return this.#items > fewItems;
  }

  /** Counts a list. Throws where the response would be too large. */
  addList(items: number, fieldsPerItem: number): void {
    this.#items += items;
    this.context.responseSize.addList(items, fieldsPerItem);
  }

  /** What `complete` gives, or gave for the latest source that was completed as `plan` says, where that is the same. */
  once(plan: object, source: unknown, complete: () => JsonObject): JsonObject {
    const latest = this.#latest.get(plan);
    if (latest !== undefined && latest.source === source) return latest.object;
    const object = complete();
    this.#latest.set(plan, { source, object });
    return object;
  }

  /** Waits for what `ready` fills in. It may fail at any time without anybody waiting for it. */
  defer(ready: Promise<void>): void {
    ready.catch(ignore);
    this.#pending.push(ready);
  }

  /** Resolves once nothing is missing any more. Rejects where something fails. */
  async settled(): Promise<void> {
    // One after the other: all are on their way already.
    for (const ready of this.#pending) await ready;
  }
}

const itemsPerLook = 8;

/** Completes `value` into its place in `object`, now or when it is there. */
export function fill(object: JsonObject, key: string, value: unknown, complete: Complete, run: Run): void {
  if (isPromise(value)) {
    run.defer(
      value.then((settled) => {
        object[key] = complete(settled, run);
      }),
    );
  } else {
    object[key] = complete(value, run);
  }
}

/** Completes a list, in one go where it is short, else in slices of time between which others are served. */
export function completeList(items: readonly unknown[], complete: Complete, run: Run): JsonValue[] {
  const { slices } = run.context;
  const list: JsonValue[] = [];
  const completeFrom = (start: number): void => {
    for (let index = start; index < items.length; index++) {
      if (index % itemsPerLook === itemsPerLook - 1 && run.isLong && slices.isOver()) {
        run.defer(
          slices.next().then(() => {
            completeFrom(index);
          }),
        );
        return;
      }
      const item = items[index];
      if (isPromise(item)) {
        list.push(null);
        run.defer(
          item.then((settled) => {
            list[index] = complete(settled, run);
          }),
        );
      } else {
        list.push(complete(item, run));
      }
    }
  };
  completeFrom(0);
  return list;
}

/** A property of `source` that is a plain value, or a promise of one. */
export function propertyOf(source: unknown, name: string): unknown {
  const value = (source as Record<string, unknown> | undefined)?.[name];
  if (typeof value === 'function') throw new NotCompiled();
  return value;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function ignore(): void {
  // Whoever waits for all of it is told.
}
