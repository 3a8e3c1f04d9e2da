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
