import {
  type DocumentNode,
  type FieldNode,
  getArgumentValues,
  getOperationAST,
  getVariableValues,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  OperationTypeNode,
} from 'graphql';
import { type Path } from 'graphql/jsutils/Path';

import { type GatewayContext } from './context';
import { leafWriter } from './leaf-text';
import { collectFields, type Fragments, fragmentsOf, NotCompiled } from './selected-fields';
import { type Slices } from './time-slices';

/**
 * Runs a query and gives the JSON text of its data. Throws whatever stands between it and an answer free of errors:
 * how that is to be told is for graphql-js to say, with the same context, whose loaders have it all already.
 */
export type CompiledQuery = (
  variables: Readonly<Record<string, unknown>> | null | undefined,
  context: GatewayContext,
  slices: Slices,
) => Promise<string>;

interface Run {
  context: GatewayContext;
  variables: Record<string, unknown>;
  slices: Slices;
}

type Text = string | Promise<string>;
type Write = (value: unknown, run: Run) => Text;

interface WrittenField {
  /** What stands in front of the value: a brace or a comma, and the key. */
  prefix: string;
  write: Write;
}

// Many fragments that use one another many times could make a large plan of a small query.
const maxFields = 2000;
const itemsPerLook = 8;

/** Compiles a valid query. Undefined where graphql-js has to run it: a mutation, introspection, a condition that is a variable. */
export function compileQuery(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): CompiledQuery | undefined {
  const operation = getOperationAST(document, operationName);
  const queryType = schema.getQueryType();
  if (operation?.operation !== OperationTypeNode.QUERY || !queryType) return undefined;
  const fragments = fragmentsOf(document);
  const compiler = new Compiler(schema, fragments, { operation, fragments, schema, rootValue: undefined });
  const { selectionSet, variableDefinitions = [] } = operation;
  try {
    const write = compiler.object(queryType, [selectionSet]);
    return async (inputs, context, slices) => {
      const { coerced, errors } = getVariableValues(schema, variableDefinitions, inputs ?? {});
      if (errors !== undefined) throw errors[0] ?? new NotCompiled();
      return write(undefined, { context, variables: coerced, slices });
    };
  } catch (error) {
    if (error instanceof NotCompiled) return undefined;
    throw error;
  }
}

type OperationInfo = Pick<GraphQLResolveInfo, 'operation' | 'fragments' | 'schema' | 'rootValue'>;

class Compiler {
  #fields = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly info: OperationInfo,
  ) {}

  object(type: GraphQLObjectType, selectionSets: Parameters<typeof collectFields>[3]): Write {
    const selected = [...collectFields(this.schema, this.fragments, type, selectionSets)];
    const fields = selected.map(([key, nodes], index) => ({
      prefix: `${index === 0 ? '{' : ','}${JSON.stringify(key)}:`,
      write: this.#field(type, nodes),
    }));
    return (source, run) => {
      // What graphql-js would throw.
      if (source instanceof Error) throw source;
      return writeFields(fields, source, run);
    };
  }

  #field(parentType: GraphQLObjectType, nodes: readonly [FieldNode, ...FieldNode[]]): Write {
    this.#fields += 1;
    if (this.#fields > maxFields) throw new NotCompiled();
    const [node] = nodes;
    const name = node.name.value;
    if (name === '__typename') {
      const text = JSON.stringify(parentType.name);
      return () => text;
    }
    const field = parentType.getFields()[name];
    if (field === undefined) throw new NotCompiled();
    const write = this.#value(field.type, nodes);
    const { resolve } = field;
    if (resolve === undefined) return (source, run) => writeProperty(source, name, write, run);
    const info = { ...this.info, fieldName: name, fieldNodes: nodes, returnType: field.type, parentType };
    return (source, run) => {
      const args = argumentsOf(field, node, run);
      return written(resolve(source, args, run.context, new FieldInfo(info, run.variables)), write, run);
    };
  }

  #value(type: GraphQLOutputType, nodes: readonly FieldNode[]): Write {
    if (isNonNullType(type)) {
      const write = this.#present(type.ofType, nodes);
      return (value, run) => {
        if (value === null || value === undefined) throw new NotCompiled();
        return write(value, run);
      };
    }
    const write = this.#present(type, nodes);
    return (value, run) => (value === null || value === undefined ? 'null' : write(value, run));
  }

  #present(type: GraphQLOutputType, nodes: readonly FieldNode[]): Write {
    if (isNonNullType(type)) return this.#present(type.ofType, nodes);
    if (isLeafType(type)) return leafWriter(type);
    if (isListType(type)) {
      const write = this.#value(type.ofType, nodes);
      return (items, run) => {
        if (!Array.isArray(items)) throw new NotCompiled();
        return writeItems(items, 0, '', undefined, write, run);
      };
    }
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(type)) {
      const write = this.object(type, selectionSets);
      const { isTypeOf } = type;
      // A type that tells its values apart is asked, and asked by graphql-js where it takes its time.
      return isTypeOf
        ? (value, run) => {
            if (isTypeOf(value, run.context, undefined as never) !== true) throw new NotCompiled();
            return write(value, run);
          }
        : write;
    }
    const writers = new Map(
      this.schema.getPossibleTypes(type).map((one) => [one.name, this.#present(one, nodes)]),
    );
    return (value, run) => {
      const name = type.resolveType?.(value, run.context, undefined as never, type);
      const write = typeof name === 'string' ? writers.get(name) : undefined;
      if (write === undefined) throw new NotCompiled();
      return write(value, run);
    };
  }
}

/** What a resolver may know of its field. Where in the answer it stands is for graphql-js to tell. */
class FieldInfo implements GraphQLResolveInfo {
  declare readonly fieldName: string;
  declare readonly fieldNodes: readonly FieldNode[];
  declare readonly returnType: GraphQLOutputType;
  declare readonly parentType: GraphQLObjectType;
  declare readonly schema: GraphQLSchema;
  declare readonly fragments: GraphQLResolveInfo['fragments'];
  declare readonly rootValue: unknown;
  declare readonly operation: GraphQLResolveInfo['operation'];

  constructor(
    info: Omit<GraphQLResolveInfo, 'path' | 'variableValues'>,
    readonly variableValues: Record<string, unknown>,
  ) {
    Object.assign(this, info);
  }

  get path(): Path {
    throw new NotCompiled();
  }
}

function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  { variables }: Run,
): Record<string, unknown> {
  return field.args.length === 0 ? {} : getArgumentValues(field, node, variables);
}

function writeProperty(source: unknown, name: string, write: Write, run: Run): Text {
  const value = (source as Record<string, unknown> | undefined)?.[name];
  if (typeof value === 'function') throw new NotCompiled();
  return written(value, write, run);
}

function written(value: unknown, write: Write, run: Run): Text {
  return isPromise(value) ? value.then((settled) => write(settled, run)) : write(value, run);
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function writeFields(fields: readonly WrittenField[], source: unknown, run: Run): Text {
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
function writeItems(
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
