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

/** Writes the line of a request. */
export type LogRequest = (fields: Readonly<Record<string, unknown>>) => void;

/**
 * Writes the line of each request as pino does, in half its time: the fields need none of its serializers. Undefined where LOG_LEVEL has
 * no such lines. In a terminal with the sandbox only `debug` and lower have them, since they would hide the startup message.
 */
export function requestLogger(logger: Logger, isSandboxTerminal: boolean): LogRequest | undefined {
  if (!logger.isLevelEnabled(isSandboxTerminal ? 'debug' : 'info')) return undefined;
  const { [pino.symbols.streamSym]: stream } = logger as unknown as Record<symbol, DestinationStream>;
  const level = `{"level":${pino.levels.values['info']}`;
  return (fields) => {
    stream?.write(`${level}${timestamp()},${JSON.stringify(fields).slice(1, -1)},"msg":"request"}\n`);
  };
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
