import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** Says that something is for graphql-js to run. */
export class NotCompiled extends Error {
  override readonly name = 'NotCompiled';
}

/** The fragments of a document, by their names. */
export type Fragments = Record<string, FragmentDefinitionNode>;

/** Finds the fragments of a document. */
export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = Object.create(null) as Fragments;
  for (const definition of definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;
  }
  return fragments;
}

/**
 * The fields of an object, by the keys under which they are answered, in the answer's order: `CollectFields` of the
 * GraphQL specification. Throws {@link NotCompiled} where a variable decides whether there is a field.
 */
export function collectFields(
  schema: GraphQLSchema,
  fragments: Fragments,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): Map<string, [FieldNode, ...FieldNode[]]> {
  const fields = new Map<string, [FieldNode, ...FieldNode[]]>();
  const seen = new Set<string>();
  const applies = (condition: string): boolean => {
    const named = schema.getType(condition);
    return named === type || (isAbstractType(named) && schema.isSubType(named, type));
  };
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = fields.get(key);
        if (nodes === undefined) fields.set(key, [selection]);
        else nodes.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition, selectionSet } = selection;
        if (typeCondition === undefined || applies(typeCondition.name.value)) collect(selectionSet);
      } else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value);
        const fragment = fragments[selection.name.value];
        if (fragment !== undefined && applies(fragment.typeCondition.name.value)) {
          collect(fragment.selectionSet);
        }
      }
    }
  };
  selectionSets.forEach(collect);
  return fields;
}

function isIncluded({ directives = [] }: SelectionNode): boolean {
  return directives.every(({ name, arguments: [condition] = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    if (condition?.value.kind !== Kind.BOOLEAN) throw new NotCompiled();
    return condition.value.value === (name.value === 'include');
  });
}
