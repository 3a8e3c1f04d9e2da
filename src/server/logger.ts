import { type Logger, pino } from 'pino';

import { OneboxError } from '../onebox/onebox-error';
import { redacted } from '../onebox/redacted';

/** Makes the log: JSON lines on standard output. Errors are written by allow-list, and words that are not ours redacted. */
export function createLogger(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError },
    },
    // While one line is written the next ones wait, and are written together. They are flushed when the process ends.
    pino.destination({ dest: 1, sync: false }),
  );
}

/** What of an error may be logged: never what hangs on it, such as the socket or the request of a network error. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, kind, cause } = error as { code?: unknown; kind?: unknown; cause?: unknown };
  return {
    type: error.name,
    // Our own words are right as they are, and what they quote has been redacted.
    message: error instanceof OneboxError ? error.message : redacted(error.message),
    ...(typeof code === 'string' && { code }),
    ...(typeof kind === 'string' && { kind }),
    ...(cause instanceof Error && { cause: describeError(cause) }),
    frames: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8),
  };
}
