import { collectFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** What it takes to know which fields are selected. */
export type SelectionInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** The nodes of one field of a selection. */
export type FieldNodes = [FieldNode, ...FieldNode[]];

/** Thrown while a selection is compiled that only graphql-js can run. */
export class NotProjectable extends Error {
  override readonly name = 'NotProjectable';
}

/** The fields of an object by their keys in the response, in the response's order. */
export function fieldsOf(
  { schema, fragments, variableValues }: SelectionInfo,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): ReadonlyMap<string, FieldNodes> {
  const selections = selectionSets.flatMap((set) => set.selections);
  const { fields } = collectFields(schema, fragments, variableValues, type, {
    kind: Kind.SELECTION_SET,
    selections,
  });
  return fields as Map<string, FieldNodes>;
}

/** The type of a field without arguments. Throws a {@link NotProjectable}. */
export function fieldTypeOf(type: GraphQLObjectType, name: string): GraphQLOutputType {
  const field = type.getFields()[name];
  if (field === undefined || field.args.length > 0) throw new NotProjectable(`${name} is not in a body.`);
  return field.type;
}
