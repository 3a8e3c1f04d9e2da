import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  visit,
} from 'graphql';

import { fieldCost } from '../graphql/field-costs';
import { badRequest, type RequestRefusal } from './request-refusal';

/** How large an operation may be. Each is the most that is still allowed. */
export interface OperationLimits {
  characters: number;
  /** And lines: each place that an error names is found by counting them. */
  tokens: number;
  depth: number;
  rootFields: number;
  aliases: number;
  directives: number;
  fragments: number;
  /** Of one name or alias, wherever they are: validating compares each with each. */
  sameFields: number;
  /** To Onebox, by the operation's fields; what is asked for in variables counts while it runs. */
  calls: number;
  values: number;
}

/** A selection set with all that it spreads. */
interface Size {
  depth: number;
  aliases: number;
  directives: number;
  calls: number;
  sharedCalls: ReadonlyMap<string, number>;
  values: number;
}

const nothing: Size = {
  depth: 0,
  aliases: 0,
  directives: 0,
  calls: 0,
  sharedCalls: new Map(),
  values: 0,
};

/**
 * Makes what throws a refusal of an operation that is larger than the limits, whatever fragments it hides in. Takes time
 * linear in the text, and comes before validation, which takes longer. What is no GraphQL passes.
 */
export function operationCheck(schema: GraphQLSchema, limits: OperationLimits): (text: string) => void {
  const check = (count: number, limit: keyof OperationLimits, what: string = words[limit]): void => {
    if (count > limits[limit]) throw refusal(limits, limit, what);
  };
  return (text) => {
    check(text.length, 'characters');
    check(text.split(/\r\n|\n|\r/, limits.tokens + 1).length, 'tokens', 'lines');
    const document = parsed(text, limits);
    if (document === undefined) return;
    const fragments = new Map<string, FragmentDefinitionNode>();
    const operations: OperationDefinitionNode[] = [];
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
      if (one.kind === Kind.OPERATION_DEFINITION) operations.push(one);
    }
    check(document.definitions.length - operations.length, 'fragments');
    check(mostOfOneName(document), 'sameFields');
    const measure = new Measure(schema, fragments);
    for (const operation of operations) {
      const size = measure.operation(operation);
      const sharedCalls = [...size.sharedCalls.values()].reduce((sum, calls) => sum + calls, 0);
      check(size.depth, 'depth');
      check(size.rootFields, 'rootFields');
      check(size.aliases, 'aliases');
      check(size.directives, 'directives');
      check(size.calls + sharedCalls, 'calls');
      check(size.values, 'values');
    }
  };
}

const words: Readonly<Record<keyof OperationLimits, string>> = {
  characters: 'characters',
  tokens: 'tokens',
  depth: 'levels of nested fields',
  rootFields: 'root fields',
  aliases: 'aliases',
  directives: 'directives',
  fragments: 'fragments',
  sameFields: 'fields of the same name or alias',
  calls: 'calls to Onebox',
  values: 'values in the answer, by estimate',
};

function refusal(limits: OperationLimits, limit: keyof OperationLimits, what = words[limit]): RequestRefusal {
  const setting = `OPERATION_MAX_${limit.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
  return badRequest(`The operation is too large: at most ${limits[limit]} ${what} (${setting}).`);
}

function parsed(text: string, limits: OperationLimits): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens: limits.tokens, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.endsWith('tokens. Parsing aborted.')) {
      throw refusal(limits, 'tokens');
    }
    return undefined;
  }
}

function mostOfOneName(document: DocumentNode): number {
  const counts = new Map<string, number>();
  visit(document, {
    Field: ({ alias, name }) => {
      const key = (alias ?? name).value;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
  });
  return Math.max(0, ...counts.values());
}

/** Refuses `_service { sdl }`, which introspection's being off does not. */
export function noSdlRule(context: ValidationContext): ASTVisitor {
  return {
    Field: (node) => {
      if (node.name.value !== '_service' || context.getParentType() !== context.getSchema().getQueryType())
        return;
      context.reportError(
        new GraphQLError(
          'This gateway does not hand out its schema: compose from its published file, or set SERVE_SDL=true.',
          { nodes: node },
        ),
      );
    },
  };
}

class Measure {
  // Undefined while it is being measured: a cycle, which another rule refuses.
  readonly #ofFragment = new Map<string, Size | undefined>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  operation(node: OperationDefinitionNode): Size & { rootFields: number } {
    const { operation, selectionSet, directives, variableDefinitions } = node;
    const size = this.#selectionSet(selectionSet, this.schema.getRootType(operation) ?? undefined);
    const ofVariables = (variableDefinitions ?? []).flatMap((one) => one.directives ?? []);
    return {
      ...size,
      directives: size.directives + (directives?.length ?? 0) + ofVariables.length,
      rootFields: this.#rootFields(selectionSet),
    };
  }

  #rootFields({ selections }: SelectionSetNode): number {
    const counted = new Map<string, number>();
    const count = (selection: SelectionNode): number => {
      if (selection.kind === Kind.FIELD) return 1;
      if (selection.kind === Kind.INLINE_FRAGMENT) return sum(selection.selectionSet);
      const name = selection.name.value;
      if (!counted.has(name)) {
        counted.set(name, 0);
        const fragment = this.fragments.get(name);
        if (fragment !== undefined) counted.set(name, sum(fragment.selectionSet));
      }
      return counted.get(name) ?? 0;
    };
    const sum = (set: SelectionSetNode): number =>
      set.selections.reduce((total, selection) => total + count(selection), 0);
    return sum({ kind: Kind.SELECTION_SET, selections });
  }

  #selectionSet({ selections }: SelectionSetNode, parent: GraphQLNamedType | undefined): Size {
    return selections.map((one) => this.#selection(one, parent)).reduce(plus, nothing);
  }

  #selection(node: SelectionNode, parent: GraphQLNamedType | undefined): Size {
    const directives = node.directives?.length ?? 0;
    switch (node.kind) {
      case Kind.FRAGMENT_SPREAD:
        return plus(this.#fragment(node.name.value), { ...nothing, directives });
      case Kind.INLINE_FRAGMENT:
        return plus(
          this.#selectionSet(node.selectionSet, this.#typeNamed(node.typeCondition?.name.value) ?? parent),
          { ...nothing, directives },
        );
      case Kind.FIELD: {
        const field =
          isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
        const isList = field !== undefined && isListType(getNullableType(field.type));
        const {
          calls = 0,
          sharedCalls,
          entries = 1,
        } = fieldCost(parent?.name ?? '', node.name.value, isList);
        const inside =
          node.selectionSet === undefined
            ? nothing
            : this.#selectionSet(node.selectionSet, field && getNamedType(field.type));
        return {
          depth: inside.depth + 1,
          aliases: inside.aliases + (node.alias === undefined ? 0 : 1),
          directives: inside.directives + directives,
          calls: inside.calls + calls,
          sharedCalls: sharedCalls
            ? new Map([...inside.sharedCalls, [sharedCalls.of, sharedCalls.calls]])
            : inside.sharedCalls,
          values: 1 + entries * inside.values,
        };
      }
    }
  }

  #fragment(name: string): Size {
    if (this.#ofFragment.has(name)) return this.#ofFragment.get(name) ?? nothing;
    this.#ofFragment.set(name, undefined);
    const fragment = this.fragments.get(name);
    const size =
      fragment === undefined
        ? nothing
        : this.#selectionSet(fragment.selectionSet, this.#typeNamed(fragment.typeCondition.name.value));
    this.#ofFragment.set(name, size);
    return size;
  }

  #typeNamed(name: string | undefined): GraphQLNamedType | undefined {
    return name === undefined ? undefined : this.schema.getType(name);
  }
}

function plus(a: Size, b: Size): Size {
  return {
    depth: Math.max(a.depth, b.depth),
    aliases: a.aliases + b.aliases,
    directives: a.directives + b.directives,
    calls: a.calls + b.calls,
    sharedCalls: b.sharedCalls.size === 0 ? a.sharedCalls : new Map([...a.sharedCalls, ...b.sharedCalls]),
    values: a.values + b.values,
  };
}
