import { levels } from 'pino';

type Fields = Record<string, unknown>;

// Values that need no quotes.
const plainText = /^[\w.:/@%+-]+$/;
// Control characters that JSON does not escape. A terminal would execute them.
const controlCharacters = /\p{Cc}/gu;

/** Formats a JSON line of the log for a terminal: time, level, message, other fields, and the error below. */
export function formatLogLine(json: string): string {
  const { level, time, msg, err, ...fields } = JSON.parse(json) as Fields;
  const clock = new Date(String(time)).toTimeString().slice(0, 'hh:mm:ss'.length);
  const label = (levels.labels[Number(level)] ?? 'none').toUpperCase().padEnd('ERROR'.length);
  const pairs = Object.entries(fields).map(([name, value]) => ` ${name}=${textOf(value)}`);
  const line = `${clock} ${label} ${visible(String(msg))}${pairs.join('')}\n`;
  return err === undefined ? line : line + errorLines(err as Fields);
}

function textOf(value: unknown): string {
  if (typeof value === 'string' && plainText.test(value)) return value;
  return visible(JSON.stringify(value));
}

function errorLines({ type, message, code, cause, frames = [] }: Fields): string {
  const where = code === undefined ? '' : ` (${textOf(code)})`;
  const lines = [
    `${String(type)}: ${String(message)}${where}`,
    ...(frames as string[]).map((frame) => `  ${frame.trim()}`),
  ];
  const text = lines.map((line) => `    ${visible(line)}\n`).join('');
  return cause === undefined ? text : `${text}    caused by\n${errorLines(cause as Fields)}`;
}

function visible(text: string): string {
  return text.replace(controlCharacters, '');
}
