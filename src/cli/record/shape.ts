import { spellingOf } from '../../onebox/bodies/lossless-json';
import { type FieldNames } from './field-names';
import { stringFormat } from './string-format';

/** A JSON Schema (draft 2020-12), as far as shapes need it. */
export interface JsonSchema {
  type?: string;
  format?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  /** Of the fields whose names are not written. */
  additionalProperties?: JsonSchema;
  items?: JsonSchema;
  maxItems?: 0;
  anyOf?: JsonSchema[];
  $comment?: string;
}

const maxDepth = 32;
const tooDeep: JsonSchema = { $comment: 'nested deeper than is looked at' };

/** What the values at one place of a body look like. It keeps no value. */
export class Shape {
  readonly #scalars = new Map<string, JsonSchema>();
  readonly #fields = new Map<string, { shape: Shape; count: number }>();
  #objects = 0;
  /** Of the fields whose names are not written. */
  #others: Shape | undefined;
  #lists = 0;
  #items: Shape | undefined;

  constructor(private readonly depth = 0) {}

  add(value: unknown, names: FieldNames): void {
    if (typeof value !== 'object' || value === null) this.#addScalar(scalarSchema(value));
    else if (this.depth >= maxDepth) this.#addScalar(tooDeep);
    else if (Array.isArray(value)) this.#addList(value, names);
    else this.#addObject(value, names);
  }

  toSchema(): JsonSchema {
    const alternatives = [...this.#scalars.entries()].sort(byKey).map(([, schema]) => schema);
    if (this.#objects > 0) alternatives.push(this.#objectSchema());
    if (this.#lists > 0) {
      alternatives.push({
        type: 'array',
        ...(this.#items === undefined ? { maxItems: 0 } : { items: this.#items.toSchema() }),
      });
    }
    const [first = {}] = alternatives;
    return alternatives.length > 1 ? { anyOf: alternatives } : first;
  }

  #addScalar(schema: JsonSchema): void {
    this.#scalars.set(JSON.stringify(schema), schema);
  }

  #addList(entries: unknown[], names: FieldNames): void {
    this.#lists += 1;
    for (const entry of entries) (this.#items ??= new Shape(this.depth + 1)).add(entry, names);
  }

  #addObject(object: object, names: FieldNames): void {
    this.#objects += 1;
    const writable = names.writable(Object.keys(object));
    for (const [name, value] of Object.entries(object)) {
      if (!writable.has(name)) {
        (this.#others ??= new Shape(this.depth + 1)).add(value, names);
        continue;
      }
      const field = this.#fields.get(name) ?? { shape: new Shape(this.depth + 1), count: 0 };
      field.shape.add(value, names);
      field.count += 1;
      this.#fields.set(name, field);
    }
  }

  #objectSchema(): JsonSchema {
    const fields = [...this.#fields.entries()].sort(byKey);
    const required = fields.filter(([, { count }]) => count === this.#objects).map(([name]) => name);
    return {
      type: 'object',
      ...(fields.length > 0 && {
        properties: Object.fromEntries(fields.map(([name, { shape }]) => [name, shape.toSchema()])),
        required,
      }),
      ...(this.#others && { additionalProperties: this.#others.toSchema() }),
    };
  }
}

function scalarSchema(value: unknown): JsonSchema {
  if (value === null) return { type: 'null' };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'string' && spellingOf(value) === undefined) {
    return { type: 'string', format: stringFormat(value) };
  }
  const spelling = typeof value === 'string' ? (spellingOf(value) ?? '') : JSON.stringify(value);
  if (!/^-?\d+$/.test(spelling)) return { type: 'number' };
  const isLong = !Number.isSafeInteger(Number(spelling));
  return { type: 'integer', ...(isLong && { format: 'over-53-bits' }) };
}

function byKey([one]: [string, unknown], [other]: [string, unknown]): number {
  return one < other ? -1 : 1;
}
