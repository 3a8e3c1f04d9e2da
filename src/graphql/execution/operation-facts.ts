import { type GraphQLObjectType } from 'graphql';

import { type FieldNodes, NotProjectable } from './projection/selection';

// Many fragments that use one another many times could make a large function of a small query.
const maxFields = 2000;

/** What is known of a compiled operation. */
export interface OperationFacts {
  /** How many fields it has functions for: what it keeps grows with them. */
  fields: number;
  /** The longest response key, with the longest constant value, in characters. */
  longestName: number;
  /** Whether the connection of an account is selected. */
  hasConnections: boolean;
}

/** Counts the fields of a selection, and gives them. Throws a {@link NotProjectable} where they are too many. */
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
