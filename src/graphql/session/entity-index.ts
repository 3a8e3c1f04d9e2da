import { type OneboxError } from '../../onebox/onebox-error';

/** The entities of one kind in a session, by id. */
export interface EntityIndex<T> {
  byId: ReadonlyMap<string, T>;
  /** The error of an unreadable entity: it may be the one that is not found. */
  unreadable: OneboxError | undefined;
}

/** Indexes entities by id. The first of each id wins. */
export function byId<T extends { id: string }>(entities: readonly T[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const entity of entities) if (!map.has(entity.id)) map.set(entity.id, entity);
  return map;
}

/** Wraps `index` so that it runs once for each session, for any number of references. */
export function indexedOnce<S extends object, I>(index: (session: S) => I): (session: S) => I {
  const indexes = new WeakMap<S, I>();
  return (session) => {
    const existing = indexes.get(session);
    if (existing !== undefined) return existing;
    const created = index(session);
    indexes.set(session, created);
    return created;
  };
}
