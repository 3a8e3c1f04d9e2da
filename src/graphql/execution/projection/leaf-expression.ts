import { type GraphQLLeafType } from 'graphql';

import { NotProjectable } from './selection';

/** The name of a function, or an expression, and how many copies of a text it puts into the response. */
export interface CompiledFunction {
  name: string;
  copies: number;
}

/** The expression that serializes a decoded value as a leaf of the response. */
export function leafExpression({ name }: GraphQLLeafType, value: string): CompiledFunction {
  switch (name) {
    case 'DateTime':
      return { name: `(${value} === null ? null : ${value}.toISOString())`, copies: 0 };
    case 'Boolean':
      return { name: value, copies: 0 };
    case 'ID':
    case 'String':
    case 'URL':
      return { name: value, copies: 1 };
    default:
      throw new NotProjectable(`The type ${name} does not occur in a body.`);
  }
}
