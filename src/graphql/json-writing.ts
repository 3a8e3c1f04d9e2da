import { type GatewayContext } from './context';
import { NotCompiled } from './selected-fields';
import { type Slices } from './time-slices';

/** What holds for all that one run of a query writes. */
export interface Run {
  context: GatewayContext;
  variables: Record<string, unknown>;
  slices: Slices;
}

/** JSON, there already or on its way. */
export type Text = string | Promise<string>;
/** Writes a value. Throws where only graphql-js can tell what is to be answered. */
export type Write = (value: unknown, run: Run) => Text;

/** A field of an object that is written. */
export interface WrittenField {
  /** What stands in front of the value: a brace or a comma, and the key. */
  prefix: string;
  write: Write;
}

const itemsPerLook = 8;

/** Writes a property of `source` that is a plain value. */
export function writeProperty(source: unknown, name: string, write: Write, run: Run): Text {
  const value = (source as Record<string, unknown> | undefined)?.[name];
  if (typeof value === 'function') throw new NotCompiled();
  return written(value, write, run);
}

/** Writes a value, once it is there. */
export function written(value: unknown, write: Write, run: Run): Text {
  return isPromise(value) ? value.then((settled) => write(settled, run)) : write(value, run);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** Writes an object. */
export function writeFields(fields: readonly WrittenField[], source: unknown, run: Run): Text {
  let text = '';
  let parts: Text[] | undefined;
  try {
    for (const { prefix, write } of fields) {
      const value = write(source, run);
      if (parts !== undefined) parts.push(prefix, value);
      else if (typeof value === 'string') text += prefix + value;
      else parts = [text, prefix, value];
    }
  } catch (error) {
    abandon(parts);
    throw error;
  }
  if (parts !== undefined) return all(parts).then((texts) => `${texts.join('')}}`);
  return fields.length === 0 ? '{}' : `${text}}`;
}

/** Writes a list from `start` on, in one go where it is short, else in slices of time between which others are served. */
export function writeItems(
  items: readonly unknown[],
  start: number,
  textSoFar: string,
  partsSoFar: Text[] | undefined,
  write: Write,
  run: Run,
): Text {
  let text = textSoFar;
  let parts = partsSoFar;
  try {
    for (let index = start; index < items.length; index++) {
      if (index % itemsPerLook === itemsPerLook - 1 && run.slices.isOver()) {
        abandon(parts);
        return run.slices.next().then(() => writeItems(items, index, text, parts, write, run));
      }
      const value = written(items[index], write, run);
      const separator = index === 0 ? '' : ',';
      if (parts !== undefined) parts.push(separator, value);
      else if (typeof value === 'string') text += separator + value;
      else parts = [text, separator, value];
    }
  } catch (error) {
    abandon(parts);
    throw error;
  }
  return parts === undefined ? `[${text}]` : all(parts).then((texts) => `[${texts.join('')}]`);
}

function all(parts: readonly Text[]): Promise<string[]> {
  return Promise.all<string>(parts as readonly Promise<string>[]);
}

/** Lets what was begun fail whenever it does, without anybody waiting for it. */
function abandon(parts: readonly Text[] | undefined): void {
  for (const part of parts ?? []) if (typeof part !== 'string') part.catch(ignore);
}

function ignore(): void {
  // Somebody else tells of it, or of what failed before it.
}
