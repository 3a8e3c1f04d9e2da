import Valkey from 'iovalkey';

/** By how much to raise a counter, and how long it is kept from then on. */
export interface CounterChange {
  key: string;
  by: number;
  ttlMs: number;
}

/** Counters in Valkey or Redis, for all replicas. */
export interface SharedCounters {
  /** Gives each counter's value after its change. Rejects where the store does not answer within a second. */
  add(changes: readonly CounterChange[]): Promise<number[]>;
  close(): void;
}

/** Connects by itself, again and again: `redis://`, `rediss://` (TLS) or `valkey://`. */
export function createSharedCounters(url: string): SharedCounters {
  const valkey = new Valkey(url.replace(/^valkey:/, 'redis:'), {
    keyPrefix: 'onebox-gateway:rate:',
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 1000,
    commandTimeout: 1000,
    socketTimeout: 1000,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2000),
  });
  // Without a listener an error of the connection would end the process; each call that it fails rejects anyway.
  valkey.on('error', () => undefined);
  return {
    add: async (changes) => {
      const pipeline = valkey.pipeline();
      for (const { key, by, ttlMs } of changes) pipeline.incrby(key, by).pexpire(key, ttlMs);
      const results = (await pipeline.exec()) ?? [];
      return changes.map((_change, index) => {
        const [error, total] = results[2 * index] ?? [new Error('The store gave no answer.')];
        if (error !== null) throw error;
        return Number(total);
      });
    },
    close: () => {
      valkey.disconnect();
    },
  };
}
