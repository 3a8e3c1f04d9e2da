import { GraphQLBoolean, GraphQLID, type GraphQLLeafType, GraphQLString } from 'graphql';

import { type Complete, type JsonValue } from './complete-values';
import { NotCompiled } from './selected-fields';

/** Makes what completes the values of a scalar or an enum. It throws where the type refuses a value. */
export function leafCompleter(type: GraphQLLeafType): Complete {
  if (type === GraphQLString || type === GraphQLID) {
    return (value) => (typeof value === 'string' ? value : serialized(type, value));
  }
  if (type === GraphQLBoolean) {
    return (value) => (typeof value === 'boolean' ? value : serialized(type, value));
  }
  return (value) => serialized(type, value);
}

function serialized(type: GraphQLLeafType, value: unknown): JsonValue {
  const plain = type.serialize(value);
  if (typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean') return plain;
  if (plain instanceof Date) return plain.toISOString();
  throw new NotCompiled();
}
