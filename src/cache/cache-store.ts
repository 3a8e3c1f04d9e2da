/** Where sealed entries lie. Values are bytes, keys reveal nothing. */
export interface CacheStore {
  /** A larger value is not stored. */
  readonly maxEntryBytes: number;
  get(key: string): Promise<Buffer | undefined>;
  set(key: string, value: Buffer, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

/** The calls that a store takes for entries. */
export const storeOperations = ['get', 'set', 'delete'] as const;

/** One of {@link storeOperations}. */
export type StoreOperation = (typeof storeOperations)[number];
