import { type GraphQLObjectType } from 'graphql';

import { type FieldNodes, NotProjectable } from './projection/selection';

// Fragments that spread one another repeatedly can expand a small query to a large function.
const maxFields = 2000;

/** Properties of a compiled operation. */
export interface OperationFacts {
  /** The number of compiled fields. The memory that the operation takes grows with it. */
  fields: number;
  /** The length of the longest response key with a constant value, in characters. */
  longestName: number;
  /** Whether the operation selects the connection of an account. */
  hasConnections: boolean;
}

/** Counts the fields of a selection, and returns them. Throws a {@link NotProjectable} above the maximum. */
export function countFields(
  facts: OperationFacts,
  type: GraphQLObjectType,
  fields: ReadonlyMap<string, FieldNodes>,
): ReadonlyMap<string, FieldNodes> {
  facts.fields += fields.size;
  if (facts.fields > maxFields) throw new NotProjectable('The selection has too many fields.');
  for (const key of fields.keys()) {
    facts.longestName = Math.max(facts.longestName, key.length + type.name.length);
  }
  return fields;
}
