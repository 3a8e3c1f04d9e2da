/** Stores sealed entries. Keys must not reveal anything. */
export interface CacheStore {
  /** The maximum size of a value. Callers do not store larger ones. */
  readonly maxEntryBytes: number;
  get(key: string): Promise<Buffer | undefined>;
  set(key: string, value: Buffer, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

/** The operations of a store on entries. */
export const storeOperations = ['get', 'set', 'delete'] as const;

export type StoreOperation = (typeof storeOperations)[number];
