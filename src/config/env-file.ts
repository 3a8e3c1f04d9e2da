import { ConfigError } from './config';

const envFile = '.env';

/**
 * Adds the variables of `.env` in the working directory to the environment. Existing variables take precedence. Returns the name of the
 * file, or undefined where there is none. Throws a {@link ConfigError} where the file cannot be read.
 */
export function loadEnvFile(): string | undefined {
  try {
    process.loadEnvFile(envFile);
    return envFile;
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new ConfigError(`${envFile}: it cannot be read (${code})`);
  }
}
