import Valkey from 'iovalkey';

/** An increment of a counter, and the time to live that it sets. */
interface CounterChange {
  key: string;
  by: number;
  ttlMs: number;
}

/** Counters in Valkey or Redis that all replicas share. */
export interface SharedCounters {
  /** Returns the value of each counter after its change. Rejects where the store does not respond within a second. */
  add(changes: readonly CounterChange[]): Promise<number[]>;
  close(): void;
}

/** Connects to `redis://`, `rediss://` (TLS) or `valkey://`, and reconnects by itself. */
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
  // Without a listener, a connection error would end the process. The affected calls reject by themselves.
  valkey.on('error', () => undefined);
  return {
    add: async (changes) => {
      const pipeline = valkey.pipeline();
      for (const { key, by, ttlMs } of changes) pipeline.incrby(key, by).pexpire(key, ttlMs);
      const results = (await pipeline.exec()) ?? [];
      return changes.map((_change, index) => {
        const [error, total] = results[2 * index] ?? [new Error('The store did not respond.')];
        if (error !== null) throw error;
        return Number(total);
      });
    },
    close: () => {
      valkey.disconnect();
    },
  };
}
