import { levels } from 'pino';

type Fields = Record<string, unknown>;

// What a terminal needs no quotes for.
const plainText = /^[\w.:/@%+-]+$/;
// JSON leaves some in, and a terminal obeys them.
const controlCharacters = /\p{Cc}/gu;

/** A JSON line of the log as people read it at a terminal: time, level, message, the other fields, and the error below. */
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
