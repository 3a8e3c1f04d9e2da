import { Kind, type ValueNode } from 'graphql';

import { badInput } from '../errors/bad-input';

/** The value of a literal of any type. An integer beyond the safe range of JavaScript is returned as a string. */
export function exactLiteral(node: ValueNode, variables?: Readonly<Record<string, unknown>> | null): unknown {
  switch (node.kind) {
    case Kind.NULL:
      return null;
    case Kind.INT:
      return Number.isSafeInteger(Number(node.value)) ? Number(node.value) : node.value;
    case Kind.FLOAT:
      throw badInput('A reference has a number that is not written in whole digits: send ids as strings.');
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.LIST:
      return node.values.map((value) => exactLiteral(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map(({ name, value }) => [name.value, exactLiteral(value, variables)]),
      );
    case Kind.VARIABLE:
      return variables?.[node.name.value];
  }
}
