import { collectFields } from '@graphql-tools/utils';
import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';

/** The inputs that determine which fields are selected. */
export type SelectionInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** The nodes of one response key in a selection. */
export type FieldNodes = [FieldNode, ...FieldNode[]];

/** Thrown by the compiler for a selection that only graphql-js can execute. */
export class NotProjectable extends Error {
  override readonly name = 'NotProjectable';
}

/** The selected fields of an object by response key, in the order of the response. */
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

/** The type of a field. Throws a {@link NotProjectable} where the field has arguments. */
export function fieldTypeOf(type: GraphQLObjectType, name: string): GraphQLOutputType {
  const field = type.getFields()[name];
  if (field === undefined || field.args.length > 0) throw new NotProjectable(`${name} is not in a body.`);
  return field.type;
}
