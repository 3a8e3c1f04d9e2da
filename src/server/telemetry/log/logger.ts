import { type DestinationStream, type Logger, pino } from 'pino';

import { OneboxError } from '../../../onebox/onebox-error';
import { redact } from '../../../onebox/redaction/redact';
import { formatLogLine } from './terminal-log';

/**
 * Makes the log on standard output: JSON lines, or lines for people where that is a terminal. Errors are written by
 * allow-list, and words that are not ours redacted.
 */
export function createLogger(level: string, isTerminal = false): Logger {
  const terminal: DestinationStream = {
    write: (json) => {
      process.stdout.write(formatLogLine(json));
    },
  };
  return pino(
    {
      level,
      base: null,
      timestamp,
      serializers: { err: (error: unknown) => describeError(error) },
    },
    isTerminal ? terminal : standardOutput(),
  );
}

/**
 * Standard output. While one line is written the next ones wait, and are written together. They are flushed when the process ends.
 * Lines are buffers: each line added to a string that waits would copy all of it.
 */
function standardOutput(): DestinationStream {
  const destination = pino.destination({ dest: 1, sync: false, contentMode: 'buffer' });
  return {
    write: (line) => {
      // pino's type is of strings; in this mode it takes buffers.
      destination.write(Buffer.from(line) as unknown as string);
    },
  };
}

let lastMs = 0;
let lastTimestamp = '';

/** The time in ISO 8601 as a member of a line. Lines of the same millisecond share its text. */
function timestamp(): string {
  const nowMs = Date.now();
  if (nowMs !== lastMs) {
    lastMs = nowMs;
    lastTimestamp = `,"time":"${new Date(nowMs).toISOString()}"`;
  }
  return lastTimestamp;
}

/**
 * The logger for the line of each request. At a terminal with the sandbox there are none, unless LOG_LEVEL is debug or
 * lower: they would bury the token and the query that are printed there.
 */
export function requestLogger(logger: Logger, isSandboxTerminal: boolean): Logger {
  if (!isSandboxTerminal || logger.isLevelEnabled('debug')) return logger;
  return logger.child({}, { level: 'warn' });
}

/**
 * What of an error may be logged: never what hangs on it, such as the socket or the request of a network error. What is
 * foreseen, and what caused it, has no stack.
 */
export function describeError(
  error: unknown,
  isForeseen: boolean = error instanceof OneboxError,
): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, kind, cause } = error as { code?: unknown; kind?: unknown; cause?: unknown };
  return {
    type: error.name,
    // Our own words are right as they are, and what they quote has been redacted.
    message: error instanceof OneboxError ? error.message : redact(error.message),
    ...(typeof code === 'string' && { code }),
    ...(typeof kind === 'string' && { kind }),
    ...(cause instanceof Error && { cause: describeError(cause, isForeseen) }),
    ...(!isForeseen && { frames: framesOf(error) }),
  };
}

function framesOf({ stack = '' }: Error): string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
}
