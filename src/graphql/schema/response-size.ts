import {
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLResolveInfo,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

import { OneboxError } from '../../onebox/onebox-error';

/** The maximum of values (fields of objects, over all lists, aliases and fragments) in one response. */
export const maxResponseValues = 250_000;

/** The maximum of characters in the values and names of one response. */
export const maxResponseCharacters = 8 * 1024 * 1024;

// Above the number of fields that an operation can have.
const valuesBesideLists = 2000;
// Quotes, colon and comma, and a boolean or a date.
const punctuation = 32;
const unbounded = { bytes: Infinity, longestName: 0 };

// Most characters take one byte of JSON, some up to six. Only longer texts are measured exactly.
const shortTextLength = 256;
// Backspace, tab, line feed, form feed, carriage return.
const shortEscapes: ReadonlySet<number> = new Set([8, 9, 10, 12, 13]);

/** Counts the size of one response while it is built, and stops a response that becomes too large. */
export class ResponseSize {
  #values = 0;
  #characters = 0;
  #exceeded: OneboxError | undefined;

  /** The error that ends the operation. Undefined while the response is within its limits. */
  get exceeded(): OneboxError | undefined {
    return this.#exceeded;
  }

  /** The number of values in lists that were counted so far. */
  get values(): number {
    return this.#values;
  }

  /** Counts a list before its items are completed. Throws an OneboxError of kind `response-too-large`. */
  addList(items: number, fieldsPerItem: number): void {
    this.addValues(items * fieldsPerItem);
  }

  /** Counts a further copy of values. Throws an OneboxError of kind `response-too-large`. */
  addValues(values: number): void {
    this.#values += values;
    if (this.#values > maxResponseValues) {
      this.#exceed(`more than ${maxResponseValues} values`);
    }
    this.throwIfExceeded();
  }

  /** Measures the text of a response before it is written. Throws an OneboxError of kind `response-too-large`. */
  checkText(data: unknown): void {
    if (charactersOf(data, maxResponseCharacters) > maxResponseCharacters) {
      this.#exceed(`more than ${maxResponseCharacters} characters`);
    }
    this.throwIfExceeded();
  }

  /**
   * Writes a value as JSON. Throws an OneboxError of kind `response-too-large`. A value is not measured where a bound is known: the
   * maximum of `bytes` that it has from a body, and the length of its longest name.
   */
  write(value: unknown, { bytes, longestName }: { bytes: number; longestName: number } = unbounded): string {
    const bound = bytes + (this.#values + valuesBesideLists) * (longestName + punctuation);
    const remaining = maxResponseCharacters - this.#characters;
    if (bound > remaining && charactersOf(value, remaining) > remaining)
      this.#exceed(`more than ${maxResponseCharacters} characters`);
    this.throwIfExceeded();
    const text = JSON.stringify(value);
    this.#characters += text.length;
    return text;
  }

  /** Counts a further copy of a text. Throws an OneboxError of kind `response-too-large`. */
  addText({ length }: string): void {
    this.#characters += length;
    if (this.#characters > maxResponseCharacters)
      this.#exceed(`more than ${maxResponseCharacters} characters`);
    this.throwIfExceeded();
  }

  throwIfExceeded(): void {
    if (this.#exceeded !== undefined) throw this.#exceeded;
  }

  /** Resets the counts before the operation runs again. {@link exceeded} stays. */
  restart(): void {
    this.#values = 0;
    this.#characters = 0;
  }

  #exceed(what: string): void {
    this.#exceeded ??= new OneboxError(
      'response-too-large',
      `The response would have ${what}. Request fewer fields, aliases or references at once.`,
    );
  }
}

/** The number of characters of a value as JSON. Stops at a number above `most`. */
function charactersOf(value: unknown, most: number): number {
  if (typeof value === 'string') {
    return value.length <= shortTextLength
      ? value.length + 3
      : value.length > most
        ? value.length
        : bytesOfJson(value);
  }
  if (typeof value !== 'object' || value === null) return 6;
  let characters = 2;
  if (Array.isArray(value)) {
    for (const item of value) {
      characters += charactersOf(item, most - characters);
      if (characters > most) return characters;
    }
    return characters;
  }
  for (const key in value) {
    characters += key.length + 4 + charactersOf((value as Record<string, unknown>)[key], most - characters);
    if (characters > most) return characters;
  }
  return characters;
}

/** The number of fields of each item of a list. Fields in nested lists count when those lists are returned. */
export function countFieldsPerItem(
  { schema, fragments }: Pick<GraphQLResolveInfo, 'schema' | 'fragments'>,
  itemType: GraphQLNamedType,
  nodes: readonly FieldNode[],
): number {
  const count = (set: SelectionSetNode, parent: GraphQLNamedType | undefined, seen: Set<string>): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + countField(selection, parent);
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        return sum + count(selection.selectionSet, condition ? schema.getType(condition) : parent, seen);
      }
      const name = selection.name.value;
      const fragment = seen.has(name) ? undefined : fragments[name];
      if (fragment === undefined) return sum;
      seen.add(name);
      return sum + count(fragment.selectionSet, schema.getType(fragment.typeCondition.name.value), seen);
    }, 0);
  const countField = ({ name, selectionSet }: FieldNode, parent: GraphQLNamedType | undefined): number => {
    if (selectionSet === undefined) return 1;
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name.value] : undefined;
    if (field === undefined || isListType(getNullableType(field.type))) return 1;
    return 1 + count(selectionSet, getNamedType(field.type), new Set());
  };
  const seen = new Set<string>();
  // The item itself counts as one value.
  return nodes.reduce(
    (sum, { selectionSet }) => sum + (selectionSet ? count(selectionSet, itemType, seen) : 0),
    1,
  );
}

const fieldsPerItem = new WeakMap<readonly FieldNode[], number>();

/** {@link countFieldsPerItem} of the list that the field of `info` returns. */
export function fieldsPerItemOf(info: GraphQLResolveInfo): number {
  let fields = fieldsPerItem.get(info.fieldNodes);
  if (fields === undefined) {
    fields = countFieldsPerItem(info, getNamedType(info.returnType), info.fieldNodes);
    fieldsPerItem.set(info.fieldNodes, fields);
  }
  return fields;
}

/** How many bytes a text has as JSON in UTF-8. To write it takes a hundred times as long where it is hardly anything but surrogates. */
export function bytesOfJson(text: string): number {
  let bytes = 2;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === 0x22 || unit === 0x5c) bytes += 2;
    else if (unit < 0x20) bytes += shortEscapes.has(unit) ? 2 : 6;
    else if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 3;
    else if (unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      index += 1;
    } else bytes += 6;
  }
  return bytes;
}
