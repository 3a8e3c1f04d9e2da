import { collectFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  print,
  type SelectionSetNode,
} from 'graphql';

import { OneboxError } from '../../onebox/onebox-error';
import { type AccountIdentity } from '../../onebox/site-connections';
import { type ConnectedAccount } from '../connected-account/connected-account.type';
import { type WireList, type WirePart, type WireRecord } from '../../onebox/wire/table';
import { isNothing } from '../../onebox/wire/decode';
import { isPlainAddress, texts, webAddress, type WireSetting, wrong } from '../../onebox/wire/values';
import { countFieldsPerItem } from '../response-size';
import { RecordSource } from './record-source';

/** Thrown where a value is not what the table says: graphql-js then tells which field that fails. One for all: it has no stack. */
export const unprojectable = new Error('The body is not plain.');

/** Thrown while a selection is compiled that only graphql-js can run. */
export class NotProjectable extends Error {
  override readonly name = 'NotProjectable';
}

/** An account whose `connection` is selected. Another call answers that. */
export interface SelectedConnection {
  /** Gets it under the key. */
  object: Record<string, unknown>;
  key: string;
  account: AccountIdentity;
  project: ProjectConnection;
}

/** What holds for the projection of one body. */
export interface ProjectionSetting {
  wire: WireSetting;
  sessionId: string;
  /** Counts a list before its items are made. Throws where the response becomes too large. */
  addList: (items: number, fieldsPerItem: number) => void;
  /** Collects the connections to fill in. */
  connections: SelectedConnection[];
}

/** Makes the response's object for one selection, straight from a parsed body. Throws {@link unprojectable}. */
export type Project = (body: unknown, setting: ProjectionSetting) => Record<string, unknown>;

/** A compiled selection. */
export interface Projection {
  project: Project;
  /** How often at most a text of the body can be in the response. */
  copies: number;
}

/** Makes the object of a connected account. Throws {@link unprojectable}. */
export type ProjectConnection = (account: ConnectedAccount) => Record<string, unknown>;

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;
type Part = WirePart & { readonly name: string };
/** Gives the variable that has the value of a part. */
type ReadPart = (part: Part) => string;

/** The name of a function, or an expression, and how often a text that it reads is in the response. */
interface CompiledFunction {
  name: string;
  copies: number;
}

// Many fragments that use one another many times could make a large function of a small query.
const maxFields = 2000;
const sessionIdLength = 92;
// Another call answers it.
const connectionField = 'connection';

/** What is known of a compiled operation. */
export interface OperationFacts {
  /** How many fields it has functions for: what it keeps grows with them. */
  fields: number;
  /** The longest response key, with the longest constant value, in characters. */
  longestName: number;
  /** Whether the connection of an account is selected. */
  hasConnections: boolean;
}

/**
 * Compiles a selection to a function that reads, checks and stores each selected value of a body in one pass, as the table of
 * the body says. What is not selected is checked as far as a wrong value would take the rest away. Throws
 * {@link NotProjectable}. `type` is the type of the body's `record`.
 */
export function compileProjection(
  info: Info,
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
    private readonly info: Info,
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
   * The name of the function that projects a record, or only checks it where there is no type. It leaves the value of the
   * part `keyPart` in `key`.
   */
  #record(
    type: GraphQLObjectType | undefined,
    record: WireRecord<object>,
    selectionSets: readonly SelectionSetNode[],
    keyPart?: string,
  ): CompiledFunction {
    const selection = selectionSets.map(print).join(' ');
    const known = `${this.#constant(record)} ${String(type)} ${String(keyPart)} ${selection}`;
    const compiled = this.#names.get(known);
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
    this.#names.set(known, result);
    return result;
  }

  /** Adds the selected fields. Gives how often a text of each part is in the response. */
  #fields(
    type: GraphQLObjectType,
    record: WireRecord<object>,
    selectionSets: readonly SelectionSetNode[],
    source: RecordSource,
    read: ReadPart,
  ): ReadonlyMap<string, number> {
    const uses = new Map<string, number>();
    for (const [key, nodes] of this.#countedFields(type, selectionSets)) {
      const name = nodes[0].name.value;
      if (name === '__typename') {
        source.addProperty(key, JSON.stringify(type.name));
      } else if (isSessionId(name, record)) {
        this.facts.longestName = Math.max(this.facts.longestName, key.length + sessionIdLength);
        source.addProperty(key, 'sessionId');
      } else if (name === connectionField) {
        this.facts.hasConnections = true;
        const project = this.#constant(this.#connection(type, nodes));
        const account = this.#accountOf(type, record, read);
        source.addProperty(key, 'null');
        source.addAfter(
          `connections.push({ object, key: ${JSON.stringify(key)}, account: ${account}, project: ${project} });`,
        );
      } else {
        const { name: expression, copies } = this.#value(
          typeOf(type, name),
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
    // How a number was spelt is not known here, and `1e3` is no id. To look at an odd address may take long.
    const requirePlain =
      part.value === webAddress
        ? `if (typeof ${raw} === 'string' && ${raw} !== '' && !${this.#constant(isPlainAddress)}(${raw})) ${this.#fail}`
        : `if (typeof ${raw} === 'number') ${this.#fail}`;
    return `${requirePlain} const ${variable} = ${kind}(${raw}, wire);
      if (${isAbsent}${variable} === ${this.#constant(wrong)}) ${this.#fail}`;
  }

  /** Checks a record or a list that is not selected, but without which there is nothing. */
  #checkShape(part: Part): string {
    if (part.record !== undefined) return `${this.#record(undefined, part.record, []).name}(${rawOf(part)});`;
    if (part.list === undefined) return '';
    return `if (!Array.isArray(${rawOf(part)}) && !${this.#constant(isNothing)}(${rawOf(part)})) ${this.#fail}`;
  }

  /** The expression of a value. */
  #value(type: GraphQLOutputType, part: Part, nodes: readonly FieldNode[], read: ReadPart): CompiledFunction {
    const nullable = getNullableType(type);
    if (isNonNullType(type) && part.isOptional && part.list === undefined && part.value !== texts) {
      throw new NotProjectable('The table does not promise what the schema does.');
    }
    if (part.value !== undefined && isLeafType(nullable)) {
      const value = read(part);
      switch (nullable.name) {
        case 'DateTime':
          return { name: `(${value} === null ? null : ${value}.toISOString())`, copies: 0 };
        case 'Boolean':
          return { name: value, copies: 0 };
        case 'ID':
        case 'String':
        case 'URL':
          return { name: value, copies: 1 };
        default:
          throw new NotProjectable(`The type ${nullable.name} is not one of a body.`);
      }
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
    if (isWanted !== undefined) throw new NotProjectable('Only some entries of the list are wanted.');
    const { name: itemName, copies } = this.#record(type, item, selectionSets, uniqueBy);
    const fieldsPerItem = countFieldsPerItem(this.info, type, nodes);
    const [keys, requireUnique] =
      uniqueBy === undefined
        ? ['', '']
        : ['const keys = new Set();', `keys.add(key); if (keys.size <= index) ${this.#fail}`];
    const name = `list${this.#functions.length}`;
    this.#functions.push(`const ${name} = (raw) => {
      if (!Array.isArray(raw)) { if (${this.#constant(isNothing)}(raw)) return []; ${this.#fail} }
      addList(raw.length, ${fieldsPerItem});
      const items = [];
      ${keys}
      for (let index = 0; index < raw.length; index++) { items.push(${itemName}(raw[index])); ${requireUnique} }
      return items;
    };`);
    return { name, copies };
  }

  #connection(type: GraphQLObjectType, nodes: readonly FieldNode[]): ProjectConnection {
    const named = getNamedType(typeOf(type, connectionField));
    if (!isObjectType(named)) throw new NotProjectable('The type is abstract.');
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const fields = [...this.#countedFields(named, selectionSets)].map(([key, [{ name }]]) => {
      return [key, name.value] as const;
    });
    return (account) => {
      const object: Record<string, unknown> = {};
      for (const [key, name] of fields) {
        const value = name === '__typename' ? named.name : account[name as keyof ConnectedAccount];
        if (value instanceof OneboxError) throw unprojectable;
        setProperty(object, key, value);
      }
      return object;
    };
  }

  /** The expression of the account that a type stands for, as connections name it. */
  #accountOf(type: GraphQLObjectType, record: WireRecord<object>, read: ReadPart): string {
    const isFacebook = type.name === 'FacebookPage';
    const values = (isFacebook ? ['id'] : ['id', 'username']).map(
      (name) => `${name}: ${read(partOf(record, name))}`,
    );
    return `{ channel: '${isFacebook ? 'FACEBOOK' : 'INSTAGRAM'}', ${values.join(', ')} }`;
  }

  /** Counts the fields of a selection. Throws where the function for it would be too large. */
  #countedFields(
    type: GraphQLObjectType,
    selectionSets: readonly SelectionSetNode[],
  ): ReadonlyMap<string, [FieldNode, ...FieldNode[]]> {
    const fields = fieldsOf(this.info, type, selectionSets);
    this.facts.fields += fields.size;
    if (this.facts.fields > maxFields) throw new NotProjectable('The selection has too many fields.');
    for (const key of fields.keys()) {
      this.facts.longestName = Math.max(this.facts.longestName, key.length + type.name.length);
    }
    return fields;
  }
}

/** The fields of an object by their keys in the response, in the response's order. */
export function fieldsOf(
  { schema, fragments, variableValues }: Info,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): ReadonlyMap<string, [FieldNode, ...FieldNode[]]> {
  const selections = selectionSets.flatMap((set) => set.selections);
  const { fields } = collectFields(schema, fragments, variableValues, type, {
    kind: Kind.SELECTION_SET,
    selections,
  });
  return fields as Map<string, [FieldNode, ...FieldNode[]]>;
}

/** Sets a property. `__proto__` is one as any other. */
export function setProperty(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, writable: true });
  else object[key] = value;
}

function typeOf(type: GraphQLObjectType, fieldName: string): GraphQLOutputType {
  const field = type.getFields()[fieldName];
  if (field === undefined || field.args.length > 0)
    throw new NotProjectable(`${fieldName} is not in a body.`);
  return field.type;
}

function rawOf({ at }: Part): string {
  return `raw[${JSON.stringify(at)}]`;
}

function partOf({ parts }: WireRecord<object>, name: string): Part {
  const part = parts.find((one) => one.name === name);
  if (part === undefined) throw new NotProjectable(`${name} is not in the body.`);
  return part;
}

/** The id of the session is not read from its body, which names it in another form. */
function isSessionId(name: string, { parts }: WireRecord<object>): boolean {
  return name === 'sessionId' || (name === 'id' && parts.every((part) => part.name !== 'id'));
}
