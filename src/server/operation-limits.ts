import {
  type ASTVisitor,
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
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';

import { fieldCost } from '../graphql/field-costs';

/** How large an operation may be. Each is the most that is still allowed. */
export interface OperationLimits {
  tokens: number;
  depth: number;
  rootFields: number;
  aliases: number;
  directives: number;
  fragments: number;
  /** To Onebox, by the operation's fields; what is asked for in variables counts while it runs. */
  calls: number;
  values: number;
  /** Mistakes reported of one operation. */
  errors: number;
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
 * Refuses an operation that is larger than the limits, whatever fragments it hides in. Takes time linear in the
 * document. Tokens and errors are bounded where the operation is parsed and validated.
 */
export function operationLimitsRule(limits: OperationLimits): ValidationRule {
  return (context): ASTVisitor => {
    const { definitions } = context.getDocument();
    const fragments = new Map(
      definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map((one) => [one.name.value, one]),
    );
    const measure = new Measure(context.getSchema(), fragments);
    const refuse = (what: string, limit: number): void => {
      context.reportError(new GraphQLError(`The operation is too large: at most ${limit} ${what}.`));
    };
    return {
      Document: () => {
        if (fragments.size > limits.fragments) refuse('fragments', limits.fragments);
      },
      OperationDefinition: (operation) => {
        const size = measure.operation(operation);
        const sharedCalls = [...size.sharedCalls.values()].reduce((sum, calls) => sum + calls, 0);
        if (size.depth > limits.depth) refuse('levels of nested fields', limits.depth);
        if (size.rootFields > limits.rootFields) refuse('root fields', limits.rootFields);
        if (size.aliases > limits.aliases) refuse('aliases', limits.aliases);
        if (size.directives > limits.directives) refuse('directives', limits.directives);
        if (size.calls + sharedCalls > limits.calls) refuse('calls to Onebox', limits.calls);
        if (size.values > limits.values) refuse('values in the answer, by estimate', limits.values);
      },
    };
  };
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
