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
import { type Run, type Write, writeFields, writeItems, writeProperty, written } from './json-writing';
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

// Many fragments that use one another many times could make a large plan of a small query.
const maxFields = 2000;

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
