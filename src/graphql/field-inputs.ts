import {
  type FieldNode,
  getArgumentValues,
  getVariableValues,
  type GraphQLField,
  GraphQLID,
  type GraphQLSchema,
  GraphQLString,
  Kind,
  type VariableDefinitionNode,
} from 'graphql';

import { NotCompiled } from './selected-fields';

/** Values by name. */
export type Inputs = Readonly<Record<string, unknown>>;

/** Makes what coerces the variables of an operation, without a look at their types where all are texts that were sent. */
export function variableCoercer(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): (sent: Inputs) => Record<string, unknown> {
  const coerced = (sent: Inputs): Record<string, unknown> => {
    const { coerced: values, errors } = getVariableValues(schema, definitions, sent);
    if (errors !== undefined) throw errors[0] ?? new NotCompiled();
    return values;
  };
  if (!definitions.every(isText)) return coerced;
  const names = definitions.map(({ variable }) => variable.name.value);
  return (sent) => {
    const values: Record<string, unknown> = {};
    for (const name of names) {
      const value = sent[name];
      if (typeof value !== 'string') return coerced(sent);
      values[name] = value;
    }
    return values;
  };
}

function isText({ type }: VariableDefinitionNode): boolean {
  const named = type.kind === Kind.NON_NULL_TYPE ? type.type : type;
  return (
    named.kind === Kind.NAMED_TYPE &&
    (named.name.value === GraphQLString.name || named.name.value === GraphQLID.name)
  );
}

/** Makes what gives a field's arguments: without a look at their types where each is a variable that has a value. */
export function argumentReader(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
): (variables: Record<string, unknown>) => Record<string, unknown> {
  const read = (variables: Record<string, unknown>): Record<string, unknown> =>
    getArgumentValues(field, node, variables);
  const variableOf = new Map(
    node.arguments?.map(({ name, value }) => [
      name.value,
      value.kind === Kind.VARIABLE ? value.name.value : undefined,
    ]),
  );
  const pairs = field.args.map(({ name }) => [name, variableOf.get(name)] as const);
  if (!pairs.every((pair): pair is readonly [string, string] => pair[1] !== undefined)) return read;
  return (variables) => {
    const values: Record<string, unknown> = {};
    for (const [name, variable] of pairs) {
      if (!Object.hasOwn(variables, variable)) return read(variables);
      const value = variables[variable];
      if (value === null || value === undefined) return read(variables);
      values[name] = value;
    }
    return values;
  };
}
