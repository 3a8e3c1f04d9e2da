import { OneboxError } from './onebox-error';

/** Returns the result of `run`, or the OneboxError that it throws. */
export function toResult<T>(run: () => T): T | OneboxError {
  try {
    return run();
  } catch (error) {
    if (error instanceof OneboxError) return error;
    throw error;
  }
}

/** Resolves with the result of `run`, or with the OneboxError that it rejects with. */
export async function toResultAsync<T>(run: () => Promise<T>): Promise<T | OneboxError> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OneboxError) return error;
    throw error;
  }
}

/** As Promise.allSettled, but waits directly for a single promise. */
export async function settled<T>(reads: readonly Promise<T>[]): Promise<PromiseSettledResult<T>[]> {
  const [read] = reads;
  if (read === undefined || reads.length > 1) return Promise.allSettled(reads);
  try {
    return [{ status: 'fulfilled', value: await read }];
  } catch (reason) {
    return [{ status: 'rejected', reason }];
  }
}
