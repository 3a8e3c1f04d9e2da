import {
  type ConstValueNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type FieldNode,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

import { fieldCost } from '../../graphql/schema/demand-control';

/** The size of a selection set, with the fragments that it spreads. */
export interface Size {
  depth: number;
  aliases: number;
  directives: number;
  calls: number;
  sharedCalls: ReadonlyMap<string, number>;
  values: number;
}

const emptySize: Size = {
  depth: 0,
  aliases: 0,
  directives: 0,
  calls: 0,
  sharedCalls: new Map(),
  values: 0,
};

/** Measures operations. Each fragment is measured once. Fields that the schema does not have count too. */
export class OperationSizes {
  #dependsOnVariables = false;
  // Undefined while the fragment is being measured. Validation rejects cycles.
  readonly #ofFragment = new Map<string, Size | undefined>();
  #defaults: ReadonlyMap<string, ConstValueNode | undefined> = new Map();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly variables: Readonly<Record<string, unknown>>,
  ) {}

  /** Whether the measured size depends on the variables. */
  get dependsOnVariables(): boolean {
    return this.#dependsOnVariables;
  }

  of(node: OperationDefinitionNode): Size & { rootFields: number } {
    const { operation, selectionSet, directives, variableDefinitions = [] } = node;
    this.#defaults = new Map(
      variableDefinitions.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]),
    );
    const size = this.#selectionSet(selectionSet, this.schema.getRootType(operation) ?? undefined);
    const ofVariables = variableDefinitions.flatMap((one) => one.directives ?? []);
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
    return selections.map((one) => this.#selection(one, parent)).reduce(plus, emptySize);
  }

  #selection(node: SelectionNode, parent: GraphQLNamedType | undefined): Size {
    const directives = node.directives?.length ?? 0;
    switch (node.kind) {
      case Kind.FRAGMENT_SPREAD:
        return plus(this.#fragment(node.name.value), { ...emptySize, directives });
      case Kind.INLINE_FRAGMENT:
        return plus(
          this.#selectionSet(node.selectionSet, this.#typeNamed(node.typeCondition?.name.value) ?? parent),
          { ...emptySize, directives },
        );
      case Kind.FIELD: {
        const field =
          isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
        const isList = field !== undefined && isListType(getNullableType(field.type));
        const cost = fieldCost(parent?.name ?? '', node.name.value, isList);
        const { calls = 0, sharedCalls, entries = 1, entriesOf } = cost;
        const inside =
          node.selectionSet === undefined
            ? emptySize
            : this.#selectionSet(node.selectionSet, field && getNamedType(field.type));
        return {
          depth: inside.depth + 1,
          aliases: inside.aliases + (node.alias === undefined ? 0 : 1),
          directives: inside.directives + directives,
          calls: inside.calls + calls,
          sharedCalls: sharedCalls
            ? new Map([...inside.sharedCalls, [sharedCalls.of, sharedCalls.calls]])
            : inside.sharedCalls,
          values: 1 + (this.#lengthOf(node, entriesOf) ?? entries) * inside.values,
        };
      }
    }
  }

  /** The length of a list argument of a field. Undefined where it is not known. */
  #lengthOf(node: FieldNode, argument: string | undefined): number | undefined {
    if (argument === undefined) return undefined;
    const value = node.arguments?.find(({ name }) => name.value === argument)?.value;
    if (value?.kind === Kind.LIST) return value.values.length;
    if (value?.kind !== Kind.VARIABLE) return undefined;
    this.#dependsOnVariables = true;
    const name = value.name.value;
    const given = Object.hasOwn(this.variables, name) ? this.variables[name] : undefined;
    if (given !== undefined) return Array.isArray(given) ? given.length : undefined;
    const byDefault = this.#defaults.get(name);
    return byDefault?.kind === Kind.LIST ? byDefault.values.length : undefined;
  }

  #fragment(name: string): Size {
    if (this.#ofFragment.has(name)) return this.#ofFragment.get(name) ?? emptySize;
    this.#ofFragment.set(name, undefined);
    const fragment = this.fragments.get(name);
    const size =
      fragment === undefined
        ? emptySize
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
