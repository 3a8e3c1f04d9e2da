import { OneboxError } from './onebox-error';

/** What `run` gives, or the OneboxError that it throws. */
export function attempt<T>(run: () => T): T | OneboxError {
  try {
    return run();
  } catch (error) {
    if (error instanceof OneboxError) return error;
    throw error;
  }
}

/** What `run` resolves with, or the OneboxError that it rejects with. */
export async function attemptAsync<T>(run: () => Promise<T>): Promise<T | OneboxError> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OneboxError) return error;
    throw error;
  }
}
