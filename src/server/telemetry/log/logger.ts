import { type DestinationStream, type Logger, pino } from 'pino';

import { OneboxError } from '../../../onebox/onebox-error';
import { redact } from '../../../onebox/redaction/redact';
import { formatLogLine } from './terminal-log';

/**
 * Creates the logger to standard output: JSON lines, or readable lines in a terminal. Only an allow-list of an error's properties is
 * logged, and texts from other software are redacted.
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
 * Standard output. Lines that arrive during a write are written together afterwards, and flushed when the process exits. Lines are
 * buffers, since appending to a waiting string would copy it each time.
 */
function standardOutput(): DestinationStream {
  const destination = pino.destination({ dest: 1, sync: false, contentMode: 'buffer' });
  return {
    write: (line) => {
      // pino's type says strings, but this mode takes buffers.
      destination.write(Buffer.from(line) as unknown as string);
    },
  };
}

let lastMs = 0;
let lastTimestamp = '';

/** The time in ISO 8601 as a member of a line. Lines of the same millisecond share the text. */
function timestamp(): string {
  const nowMs = Date.now();
  if (nowMs !== lastMs) {
    lastMs = nowMs;
    lastTimestamp = `,"time":"${new Date(nowMs).toISOString()}"`;
  }
  return lastTimestamp;
}

/**
 * The logger for the line of each request. In a terminal with the sandbox it is silent unless LOG_LEVEL is debug or lower, since the
 * lines would hide the startup message.
 */
export function requestLogger(logger: Logger, isSandboxTerminal: boolean): Logger {
  if (!isSandboxTerminal || logger.isLevelEnabled('debug')) return logger;
  return logger.child({}, { level: 'warn' });
}

/**
 * The properties of an error that may be logged. Excludes others, such as the socket or the request of a network error. Expected errors
 * and their causes have no stack.
 */
export function describeError(
  error: unknown,
  isForeseen: boolean = error instanceof OneboxError,
): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, kind, cause } = error as { code?: unknown; kind?: unknown; cause?: unknown };
  return {
    type: error.name,
    // Messages of the gateway contain no secrets, and their quotations are redacted already.
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
