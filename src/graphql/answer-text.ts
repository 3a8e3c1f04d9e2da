import { letGo } from '../onebox/let-go';
import { type Slices } from '../onebox/time-slices';
import { type JsonObject, type JsonValue, type Run } from './complete-values';
import { charactersOf } from './response-size';

/** The text of an answer: whole, or in pieces, since memory for a large text costs more than all else of it. */
export type AnswerText = string | Buffer[];

const pieceLength = 64 * 1024;
const itemsAtOnce = 32;

/**
 * Writes the answer that has this data as JSON, as JSON.stringify does. A long one is written in slices of time between which
 * others are served, and its data let go of.
 */
export function textOf(data: JsonObject, { isLong, context }: Run): AnswerText | Promise<AnswerText> {
  context.responseSize.checkText(data);
  return isLong ? piecesOf(data, context.slices) : `${JSON.stringify({ data })}\n`;
}

/** Writes a result of graphql-js as JSON: a long one in slices of time between which others are served. */
export async function stringifyResult(result: object, slices: Slices): Promise<string> {
  if (charactersOf(result, pieceLength) <= pieceLength) return `${JSON.stringify(result)}\n`;
  const pieces: string[] = [];
  // What is undefined is no part of JSON.
  const present = Object.entries(result).filter(
    (entry): entry is [string, JsonValue] => entry[1] !== undefined,
  );
  for (const part of partsOf(Object.fromEntries(present))) {
    pieces.push(part);
    if (slices.isOver()) await slices.next();
  }
  return `${pieces.join('')}\n`;
}

async function piecesOf(data: JsonObject, slices: Slices): Promise<Buffer[]> {
  const pieces: Buffer[] = [];
  let text = '';
  for (const part of partsOf({ data })) {
    text += part;
    if (text.length < pieceLength) continue;
    pieces.push(Buffer.from(text));
    text = '';
    if (slices.isOver()) await slices.next();
  }
  letGo(data);
  return [...pieces, Buffer.from(`${text}\n`)];
}

function* partsOf(value: JsonValue): Generator<string> {
  if (!holdsList(value)) {
    yield JSON.stringify(value);
  } else if (Array.isArray(value)) {
    for (let start = 0; start < value.length;) {
      const group = value.slice(start, start + itemsAtOnce);
      const [first = null] = group;
      yield start === 0 ? '[' : ',';
      if (holdsList(first)) {
        yield* partsOf(first);
        start += 1;
      } else {
        yield JSON.stringify(group).slice(1, -1);
        start += group.length;
      }
    }
    yield ']';
  } else {
    let before = '{';
    for (const [key, one] of Object.entries(value as JsonObject)) {
      yield `${before}${JSON.stringify(key)}:`;
      yield* partsOf(one);
      before = ',';
    }
    yield '}';
  }
}

function holdsList(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : Object.values(value).some(holdsList);
}
