import { type GraphQLLeafType } from 'graphql';

import { NotProjectable } from './selection';

/** The name of a function, or an expression, and how often a text that it reads is in the response. */
export interface CompiledFunction {
  name: string;
  copies: number;
}

/** The expression that gives a leaf of the response for a value that was read. */
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
      throw new NotProjectable(`The type ${name} is not one of a body.`);
  }
}
