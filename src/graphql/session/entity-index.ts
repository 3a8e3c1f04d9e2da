import { type OneboxError } from '../../onebox/onebox-error';

/** The entities of one kind in a session, by id. */
export interface EntityIndex<T> {
  byId: ReadonlyMap<string, T>;
  /** Why one that is not found may have been there all the same. */
  unreadable: OneboxError | undefined;
}

/** The first of each id. */
export function byId<T extends { id: string }>(entities: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const entity of entities) if (!map.has(entity.id)) map.set(entity.id, entity);
  return map;
}

/** Indexes each session once, however many references there are. */
export function indexedOnce<S extends object, I>(index: (session: S) => I): (session: S) => I {
  const indexes = new WeakMap<S, I>();
  return (session) => {
    const known = indexes.get(session);
    if (known !== undefined) return known;
    const made = index(session);
    indexes.set(session, made);
    return made;
  };
}
