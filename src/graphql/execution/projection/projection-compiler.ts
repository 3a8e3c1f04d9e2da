import {
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  print,
  type SelectionSetNode,
} from 'graphql';

import { type WireList, type WireRecord } from '../../../onebox/wire/table/table';
import { isNothing } from '../../../onebox/wire/table/decode';
import { isPlainAddress, texts, webAddress, wrong } from '../../../onebox/wire/table/values';
import { countFieldsPerItem } from '../../schema/response-size';
import { accountExpression, connectionProjection, type ProjectConnection } from './connection-projection';
import { type CompiledFunction, leafExpression } from './leaf-expression';
import { countFields, type OperationFacts } from '../operation-facts';
import { type Project, type Projection } from './projection';
import { listSource, RecordSource } from '../record-source';
import { fieldsOf, fieldTypeOf, NotProjectable, type SelectionInfo } from './selection';
import { unprojectable } from './unprojectable';
import { isSessionId, type Part, partOf, rawOf } from './wire-part';

/** Returns the variable that has the value of a part. */
type ReadPart = (part: Part) => string;

const sessionIdLength = 92;
// It needs a call of its own.
const connectionField = 'connection';

/**
 * Compiles a selection to a function that reads, checks and stores each selected value of a body in one pass, by the wire table of
 * the body. Required values that are not selected are checked too, since a wrong one makes the record unreadable. `type` is the
 * schema type of `record`. Throws {@link NotProjectable}.
 */
export function compileProjection(
  info: SelectionInfo,
  type: GraphQLObjectType,
  record: WireRecord<object>,
  selectionSets: readonly SelectionSetNode[],
  facts: OperationFacts,
): Projection {
  return new ProjectionCompiler(info, facts).compile(type, record, selectionSets);
}

class ProjectionCompiler {
  readonly #functions: string[] = [];
  readonly #names = new Map<string, CompiledFunction>();
  readonly #constants: unknown[] = [];
  readonly #constantOf = new Map<unknown, string>();

  constructor(
    private readonly info: SelectionInfo,
    private readonly facts: OperationFacts,
  ) {}

  compile(
    type: GraphQLObjectType,
    record: WireRecord<object>,
    selectionSets: readonly SelectionSetNode[],
  ): Projection {
    const { name, copies } = this.#record(type, record, selectionSets);
    const source = `'use strict';
      let wire, sessionId, addList, connections, key;
      const [${this.#constants.map((_, index) => `c${index}`).join(', ')}] = constants;
      ${this.#functions.join('\n')}
      return (body, setting) => {
        ({ wire, sessionId, addList, connections } = setting);
        try { return ${name}(body); } finally { wire = sessionId = addList = connections = key = undefined; }
      };`;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- only names of the schema and of tables are in it, and response keys, which are names
    const make = new Function('constants', source) as (constants: readonly unknown[]) => Project;
    return { project: make(this.#constants), copies };
  }

  #constant(value: unknown): string {
    let name = this.#constantOf.get(value);
    if (name === undefined) {
      name = `c${this.#constants.push(value) - 1}`;
      this.#constantOf.set(value, name);
    }
    return name;
  }

  /**
   * The name of the function that projects a record. Without a type, the function only checks the record. It stores the value of the
   * part `keyPart` in the variable `key`.
   */
  #record(
    type: GraphQLObjectType | undefined,
    record: WireRecord<object>,
    selectionSets: readonly SelectionSetNode[],
    keyPart?: string,
  ): CompiledFunction {
    const selection = selectionSets.map(print).join(' ');
    const cacheKey = `${this.#constant(record)} ${String(type)} ${String(keyPart)} ${selection}`;
    const compiled = this.#names.get(cacheKey);
    if (compiled !== undefined) return compiled;
    const source = new RecordSource();
    source.add(`if (typeof raw !== 'object' || raw === null) ${this.#fail}`);
    const read: ReadPart = (part) => source.once(part.name, (variable) => this.#readValue(part, variable));
    for (const part of record.parts) if (!part.isOptional && part.value !== undefined) read(part);
    const uses =
      type === undefined
        ? new Map<string, number>()
        : this.#fields(type, record, selectionSets, source, read);
    for (const part of record.parts) {
      if (!part.isOptional && !uses.has(part.name)) source.add(this.#checkShape(part));
    }
    if (keyPart !== undefined) source.addAfter(`key = ${read(partOf(record, keyPart))};`);
    const name = `record${this.#functions.length}`;
    this.#functions.push(`const ${name} = (raw) => { ${source.body} };`);
    const result = { name, copies: Math.max(0, ...uses.values()) };
    this.#names.set(cacheKey, result);
    return result;
  }

  /** Adds the selected fields. Returns how many copies of the text of each part the response has. */
  #fields(
    type: GraphQLObjectType,
    record: WireRecord<object>,
    selectionSets: readonly SelectionSetNode[],
    source: RecordSource,
    read: ReadPart,
  ): ReadonlyMap<string, number> {
    const uses = new Map<string, number>();
    for (const [key, nodes] of countFields(this.facts, type, fieldsOf(this.info, type, selectionSets))) {
      const name = nodes[0].name.value;
      if (name === '__typename') {
        source.addProperty(key, JSON.stringify(type.name));
      } else if (isSessionId(name, record)) {
        this.facts.longestName = Math.max(this.facts.longestName, key.length + sessionIdLength);
        source.addProperty(key, 'sessionId');
      } else if (name === connectionField) {
        this.facts.hasConnections = true;
        const project = this.#constant(this.#connection(type, nodes));
        const account = accountExpression(type, (part) => read(partOf(record, part)));
        source.addProperty(key, 'null');
        source.addAfter(
          `connections.push({ object, key: ${JSON.stringify(key)}, account: ${account}, project: ${project} });`,
        );
      } else {
        const { name: expression, copies } = this.#value(
          fieldTypeOf(type, name),
          partOf(record, name),
          nodes,
          read,
        );
        uses.set(name, (uses.get(name) ?? 0) + copies);
        source.addProperty(key, expression);
      }
    }
    return uses;
  }

  get #fail(): string {
    return `throw ${this.#constant(unprojectable)};`;
  }

  #readValue(part: Part, variable: string): string {
    const kind = this.#constant(part.value);
    const isAbsent = part.isOptional ? '' : `${variable} === null || `;
    const raw = rawOf(part);
    // A parsed number does not show its notation, and `1e3` is not an id. Parsing an unusual address may take long.
    const requirePlain =
      part.value === webAddress
        ? `if (typeof ${raw} === 'string' && ${raw} !== '' && !${this.#constant(isPlainAddress)}(${raw})) ${this.#fail}`
        : `if (typeof ${raw} === 'number') ${this.#fail}`;
    return `${requirePlain} const ${variable} = ${kind}(${raw}, wire);
      if (${isAbsent}${variable} === ${this.#constant(wrong)}) ${this.#fail}`;
  }

  /** Checks a required record or list that is not selected. */
  #checkShape(part: Part): string {
    if (part.record !== undefined) return `${this.#record(undefined, part.record, []).name}(${rawOf(part)});`;
    if (part.list === undefined) return '';
    return `if (!Array.isArray(${rawOf(part)}) && !${this.#constant(isNothing)}(${rawOf(part)})) ${this.#fail}`;
  }

  #value(type: GraphQLOutputType, part: Part, nodes: readonly FieldNode[], read: ReadPart): CompiledFunction {
    const nullable = getNullableType(type);
    if (isNonNullType(type) && part.isOptional && part.list === undefined && part.value !== texts) {
      throw new NotProjectable('The field is non-null in the schema and optional in the table.');
    }
    if (part.value !== undefined && isLeafType(nullable)) {
      return leafExpression(nullable, read(part));
    }
    if (part.value === texts && isListType(nullable)) {
      const value = read(part);
      return { name: `(${value} === null ? [] : (addList(${value}.length, 1), ${value}))`, copies: 1 };
    }
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const raw = rawOf(part);
    const named = getNamedType(type);
    if (!isObjectType(named)) throw new NotProjectable('The type is abstract.');
    if (part.list !== undefined && isListType(nullable)) {
      const { name, copies } = this.#list(named, part.list, nodes, selectionSets);
      return { name: `${name}(${raw})`, copies };
    }
    if (part.record === undefined) throw new NotProjectable('The table has another shape than the schema.');
    const { name, copies } = this.#record(named, part.record, selectionSets);
    const nothing = part.isOptional ? `${this.#constant(isNothing)}(${raw}) ? null : ` : '';
    return { name: `(${nothing}${name}(${raw}))`, copies };
  }

  #list(
    type: GraphQLObjectType,
    { item, uniqueBy, isWanted }: WireList,
    nodes: readonly FieldNode[],
    selectionSets: readonly SelectionSetNode[],
  ): CompiledFunction {
    if (isWanted !== undefined) throw new NotProjectable('The table filters the entries of the list.');
    const { name: itemName, copies } = this.#record(type, item, selectionSets, uniqueBy);
    const fieldsPerItem = countFieldsPerItem(this.info, type, nodes);
    const name = `list${this.#functions.length}`;
    this.#functions.push(
      listSource({
        name,
        itemName,
        fieldsPerItem,
        isUnique: uniqueBy !== undefined,
        isNothing: this.#constant(isNothing),
        fail: this.#fail,
      }),
    );
    return { name, copies };
  }

  #connection(type: GraphQLObjectType, nodes: readonly FieldNode[]): ProjectConnection {
    const named = getNamedType(fieldTypeOf(type, connectionField));
    if (!isObjectType(named)) throw new NotProjectable('The type is abstract.');
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return connectionProjection(
      named,
      countFields(this.facts, named, fieldsOf(this.info, named, selectionSets)),
    );
  }
}
