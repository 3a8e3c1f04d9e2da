import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  getOperationAST,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  OperationTypeNode,
  print,
} from 'graphql';
import { type Path } from 'graphql/jsutils/Path';

import { type AnswerText, textOf } from './answer-text';
import { leafCompleter } from './complete-leaf';
import { type Complete, completeList, fill, type JsonObject, propertyOf, Run } from './complete-values';
import { type GatewayContext } from './context';
import { argumentReader, type Inputs, variableCoercer } from './field-inputs';
import { countFieldsPerItem } from './response-size';
import { collectFields, type Fragments, fragmentsOf, NotCompiled } from './selected-fields';

/**
 * Runs a query and gives the text of its answer. Throws whatever stands between it and an answer free of errors:
 * how that is to be told is for graphql-js to say, with the same context, whose loaders have it all already.
 */
export type CompiledQuery = ((
  variables: Inputs | null | undefined,
  context: GatewayContext,
) => Promise<AnswerText>) & {
  /** How many fields it has a plan for: what it keeps grows with them. */
  readonly fields: number;
};

/** Puts one field of a source into the object that stands for it in the answer. */
type FillField = (object: JsonObject, source: unknown, run: Run) => void;

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
  const coerce = variableCoercer(schema, variableDefinitions);
  try {
    const complete = compiler.object(queryType, [selectionSet]);
    const answer = (inputs: Inputs | null | undefined, context: GatewayContext): Promise<AnswerText> => {
      const run = new Run(context, coerce(inputs ?? {}));
      const data = complete(undefined, run);
      return run.settled().then(() => textOf(data, run));
    };
    return Object.assign(answer, { fields: compiler.end() });
  } catch (error) {
    if (error instanceof NotCompiled) return undefined;
    throw error;
  }
}

type OperationInfo = Pick<GraphQLResolveInfo, 'operation' | 'fragments' | 'schema' | 'rootValue'>;

/** How objects of a type are completed for one selection. */
interface ObjectPlan {
  complete: (source: unknown, run: Run) => JsonObject;
  /** Whether the selection stands in several places: what it gives for the same source is then the same object. */
  isShared: boolean;
}

class Compiler {
  #fields = 0;
  readonly #plans = new Map<string, ObjectPlan>();

  /** Releases what only compiling takes. Gives how many fields there are. */
  end(): number {
    this.#plans.clear();
    return this.#fields;
  }

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: Fragments,
    private readonly info: OperationInfo,
  ) {}

  object(
    type: GraphQLObjectType,
    selectionSets: Parameters<typeof collectFields>[3],
  ): ObjectPlan['complete'] {
    const key = [type.name, ...selectionSets.map(print)].join('\n');
    const known = this.#plans.get(key);
    if (known !== undefined) {
      known.isShared = true;
      return known.complete;
    }
    const selected = [...collectFields(this.schema, this.fragments, type, selectionSets)];
    const empty: JsonObject = Object.fromEntries(selected.map(([key]) => [key, null]));
    const fields = selected.map(([key, nodes]) => this.#field(type, key, nodes));
    const complete: ObjectPlan['complete'] = (source, run) => {
      // What graphql-js would throw.
      if (source instanceof Error) throw source;
      // A copy has its keys in the answer's order, whatever is there first, and is made faster than key by key.
      const object = { ...empty };
      for (const fillField of fields) fillField(object, source, run);
      return object;
    };
    const plan: ObjectPlan = {
      isShared: false,
      complete: (source, run) =>
        plan.isShared ? run.once(plan, source, () => complete(source, run)) : complete(source, run),
    };
    this.#plans.set(key, plan);
    return plan.complete;
  }

  #field(parentType: GraphQLObjectType, key: string, nodes: readonly [FieldNode, ...FieldNode[]]): FillField {
    this.#fields += 1;
    if (this.#fields > maxFields) throw new NotCompiled();
    const [node] = nodes;
    const name = node.name.value;
    if (name === '__typename') {
      return (object) => {
        object[key] = parentType.name;
      };
    }
    const field = parentType.getFields()[name];
    if (field === undefined) throw new NotCompiled();
    const complete = this.#value(field.type, nodes);
    const { resolve } = field;
    if (resolve === undefined) {
      return (object, source, run) => {
        fill(object, key, propertyOf(source, name), complete, run);
      };
    }
    const info = { ...this.info, fieldName: name, fieldNodes: nodes, returnType: field.type, parentType };
    const argumentsOf = argumentReader(field, node);
    return (object, source, run) => {
      const { context, variables } = run;
      const value: unknown = resolve(source, argumentsOf(variables), context, new FieldInfo(info, variables));
      fill(object, key, value, complete, run);
    };
  }

  #value(type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
    if (isNonNullType(type)) {
      const complete = this.#present(type.ofType, nodes);
      return (value, run) => {
        if (value === null || value === undefined) throw new NotCompiled();
        return complete(value, run);
      };
    }
    const complete = this.#present(type, nodes);
    return (value, run) => (value === null || value === undefined ? null : complete(value, run));
  }

  #present(type: GraphQLOutputType, nodes: readonly FieldNode[]): Complete {
    if (isNonNullType(type)) return this.#present(type.ofType, nodes);
    if (isLeafType(type)) return leafCompleter(type);
    if (isListType(type)) {
      const complete = this.#value(type.ofType, nodes);
      const fieldsPerItem = countFieldsPerItem(this.info, getNamedType(type), nodes);
      return (items, run) => {
        if (!Array.isArray(items)) throw new NotCompiled();
        run.addList(items.length, fieldsPerItem);
        return completeList(items, complete, run);
      };
    }
    const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (isObjectType(type)) {
      const complete = this.object(type, selectionSets);
      const { isTypeOf } = type;
      // A type that tells its values apart is asked, and asked by graphql-js where it takes its time.
      return isTypeOf
        ? (value, run) => {
            if (isTypeOf(value, run.context, undefined as never) !== true) throw new NotCompiled();
            return complete(value, run);
          }
        : complete;
    }
    const completers = new Map(
      this.schema.getPossibleTypes(type).map((one) => [one.name, this.#present(one, nodes)]),
    );
    return (value, run) => {
      const name = type.resolveType?.(value, run.context, undefined as never, type);
      const complete = typeof name === 'string' ? completers.get(name) : undefined;
      if (complete === undefined) throw new NotCompiled();
      return complete(value, run);
    };
  }
}

/** What a resolver may know of its field. Where in the answer it stands is for graphql-js to tell. */
class FieldInfo implements GraphQLResolveInfo {
  readonly fieldName: string;
  readonly fieldNodes: readonly FieldNode[];
  readonly returnType: GraphQLOutputType;
  readonly parentType: GraphQLObjectType;
  readonly schema: GraphQLSchema;
  readonly fragments: GraphQLResolveInfo['fragments'];
  readonly rootValue: unknown;
  readonly operation: GraphQLResolveInfo['operation'];

  constructor(
    info: Omit<GraphQLResolveInfo, 'path' | 'variableValues'>,
    readonly variableValues: Record<string, unknown>,
  ) {
    this.fieldName = info.fieldName;
    this.fieldNodes = info.fieldNodes;
    this.returnType = info.returnType;
    this.parentType = info.parentType;
    this.schema = info.schema;
    this.fragments = info.fragments;
    this.rootValue = info.rootValue;
    this.operation = info.operation;
  }

  get path(): Path {
    throw new NotCompiled();
  }
}
