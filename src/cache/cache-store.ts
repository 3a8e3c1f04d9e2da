/** Where sealed entries lie. Values are bytes, keys reveal nothing. */
export interface CacheStore {
  /** A larger value is not stored. */
  readonly maxEntryBytes: number;
  get(key: string): Promise<Buffer | undefined>;
  set(key: string, value: Buffer, ttlMs: number): Promise<void>;
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}

/** What of a store is called. */
export type StoreOperation = 'get' | 'set' | 'delete';
