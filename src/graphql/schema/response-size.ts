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

/** The most values (fields of objects, over all lists, aliases and fragments) that one response may have. */
export const maxResponseValues = 250_000;

/** The most characters that the values and names of one response may have. */
export const maxResponseCharacters = 8 * 1024 * 1024;

// An operation has fewer fields.
const valuesBesideLists = 2000;
// Quotes, colon and comma, and a boolean or a date.
const punctuation = 32;
const unbounded = { bytes: Infinity, longestName: 0 };

// Most characters are one byte of JSON. A longer text is looked at for those that are up to six.
const shortTextLength = 256;

/** The size of one response, counted while it is made: what is too large is not built. */
export class ResponseSize {
  #values = 0;
  #characters = 0;
  #exceeded: OneboxError | undefined;

  /** The error with which the operation ends; undefined as long as the response fits. */
  get exceeded(): OneboxError | undefined {
    return this.#exceeded;
  }

  /** How many values of lists were counted so far. */
  get values(): number {
    return this.#values;
  }

  /** Counts a list before its items are completed. Throws an OneboxError of kind `response-too-large`. */
  addList(items: number, fieldsPerItem: number): void {
    this.addValues(items * fieldsPerItem);
  }

  /** Counts values that are in the response once more. Throws an OneboxError of kind `response-too-large`. */
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
   * Writes a value as JSON, unless it makes the response too large. Where a bound is known, the value need not be measured: how many
   * `bytes` of a body are in it at most, and how long the longest of its names is.
   */
  write(value: unknown, { bytes, longestName }: { bytes: number; longestName: number } = unbounded): string {
    const most = bytes + (this.#values + valuesBesideLists) * (longestName + punctuation);
    const room = maxResponseCharacters - this.#characters;
    if (most > room && charactersOf(value, room) > room)
      this.#exceed(`more than ${maxResponseCharacters} characters`);
    this.throwIfExceeded();
    const text = JSON.stringify(value);
    this.#characters += text.length;
    return text;
  }

  /** Counts a text that is in the response once more. Throws an OneboxError of kind `response-too-large`. */
  addText({ length }: string): void {
    this.#characters += length;
    if (this.#characters > maxResponseCharacters)
      this.#exceed(`more than ${maxResponseCharacters} characters`);
    this.throwIfExceeded();
  }

  throwIfExceeded(): void {
    if (this.#exceeded !== undefined) throw this.#exceeded;
  }

  /** Starts again, for an operation that runs once more. What was too large stays so. */
  restart(): void {
    this.#values = 0;
    this.#characters = 0;
  }

  #exceed(what: string): void {
    this.#exceeded ??= new OneboxError(
      'response-too-large',
      `The response would have ${what}. Ask for fewer fields, aliases or references at once.`,
    );
  }
}

/** How many characters a value has as JSON, or a number above `most`. */
export function charactersOf(value: unknown, most: number): number {
  if (typeof value === 'string') {
    return value.length <= shortTextLength
      ? value.length + 3
      : Math.max(value.length, value.length > most ? 0 : Buffer.byteLength(JSON.stringify(value)));
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

/** How many fields each item of a list has, those of nested lists left out: they count when they are returned. */
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
  // An item is a value itself: of leaves there is nothing else.
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
