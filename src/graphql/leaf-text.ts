import { GraphQLBoolean, GraphQLID, type GraphQLLeafType, GraphQLString } from 'graphql';

import { NotCompiled } from './selected-fields';

// What JSON.stringify writes otherwise than it is: quotes, backslashes, control characters and lone surrogates.
// eslint-disable-next-line no-control-regex -- control characters are what it is for
const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The JSON text of a string, as JSON.stringify writes it. */
export function stringText(text: string): string {
  return needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Makes what writes the values of a scalar or an enum as JSON text. It throws where the type refuses a value. */
export function leafWriter(type: GraphQLLeafType): (value: unknown) => string {
  if (type === GraphQLString || type === GraphQLID) {
    return (value) => (typeof value === 'string' ? stringText(value) : serialized(type, value));
  }
  if (type === GraphQLBoolean) {
    return (value) => (typeof value === 'boolean' ? String(value) : serialized(type, value));
  }
  return (value) => serialized(type, value);
}

function serialized(type: GraphQLLeafType, value: unknown): string {
  const plain: unknown = type.serialize(value);
  if (typeof plain === 'string') return stringText(plain);
  if (plain instanceof Date) return `"${plain.toISOString()}"`;
  if (plain === null || plain === undefined) throw new NotCompiled();
  return JSON.stringify(plain);
}
