import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  visit,
} from 'graphql';

import { OperationSizes } from './operation-size';
import { badRequest, type RequestError } from '../http/request-error';

/** The limits of an operation. Each value is the maximum. */
export interface OperationLimits {
  characters: number;
  /** Also the maximum of lines, since graphql-js counts lines for each error location. */
  tokens: number;
  depth: number;
  rootFields: number;
  aliases: number;
  directives: number;
  fragments: number;
  /** Fields of one name or alias, anywhere: validation compares them pairwise. */
  sameFields: number;
  /** Calls to Onebox, by the fields of the operation. Calls that depend on variables count during execution. */
  calls: number;
  values: number;
}

/** Throws a request error where an operation exceeds the limits with these variables. */
export type VariablesCheck = (variables: unknown) => void;
/** Checks a text with variables. Returns a check for other variables, or undefined where they make no difference. */
export type OperationCheck = (text: string, variables: unknown) => VariablesCheck | undefined;

/**
 * Returns a function that throws a request error for an operation that exceeds the limits, fragments included. It takes linear time, and
 * runs before validation, which takes longer. A text that is not GraphQL passes.
 */
export function operationCheck(schema: GraphQLSchema, limits: OperationLimits): OperationCheck {
  const check = (count: number, limit: keyof OperationLimits, what: string = units[limit]): void => {
    if (count > limits[limit]) throw tooLarge(limits, limit, what);
  };
  const checkSizes = (operations: readonly OperationDefinitionNode[], sizes: OperationSizes): void => {
    for (const operation of operations) {
      const size = sizes.of(operation);
      const sharedCalls = [...size.sharedCalls.values()].reduce((sum, calls) => sum + calls, 0);
      check(size.depth, 'depth');
      check(size.rootFields, 'rootFields');
      check(size.aliases, 'aliases');
      check(size.directives, 'directives');
      check(size.calls + sharedCalls, 'calls');
      check(size.values, 'values');
    }
  };
  return (text, variables) => {
    check(text.length, 'characters');
    check(text.split(/\r\n|\n|\r/, limits.tokens + 1).length, 'tokens', 'lines');
    const document = parsed(text, limits);
    if (document === undefined) return undefined;
    const fragments = new Map<string, FragmentDefinitionNode>();
    const operations: OperationDefinitionNode[] = [];
    for (const one of document.definitions) {
      if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
      if (one.kind === Kind.OPERATION_DEFINITION) operations.push(one);
    }
    // graphql-js does not validate it, and fails in execution.
    if (operations.some(({ operation }) => operation === OperationTypeNode.SUBSCRIPTION)) {
      throw badRequest('This gateway has no subscriptions: send a query or a mutation.');
    }
    check(document.definitions.length - operations.length, 'fragments');
    check(maxFieldsOfOneName(document), 'sameFields');
    const checkWith = (given: unknown): OperationSizes => {
      const sizes = new OperationSizes(schema, fragments, isObject(given) ? given : {});
      checkSizes(operations, sizes);
      return sizes;
    };
    return checkWith(variables).dependsOnVariables ? checkWith : undefined;
  };
}

const units: Readonly<Record<keyof OperationLimits, string>> = {
  characters: 'characters',
  tokens: 'tokens',
  depth: 'levels of nested fields',
  rootFields: 'root fields',
  aliases: 'aliases',
  directives: 'directives',
  fragments: 'fragments',
  sameFields: 'fields of the same name or alias',
  calls: 'calls to Onebox',
  values: 'values in the response, estimated',
};

function tooLarge(limits: OperationLimits, limit: keyof OperationLimits, what = units[limit]): RequestError {
  return badRequest(`The operation is too large: at most ${limits[limit]} ${what}.`);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string, limits: OperationLimits): DocumentNode | undefined {
  try {
    return parse(text, { maxTokens: limits.tokens, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError && error.message.endsWith('tokens. Parsing aborted.')) {
      throw tooLarge(limits, 'tokens');
    }
    return undefined;
  }
}

function maxFieldsOfOneName(document: DocumentNode): number {
  const counts = new Map<string, number>();
  visit(document, {
    Field: ({ alias, name }) => {
      const key = (alias ?? name).value;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
  });
  return Math.max(0, ...counts.values());
}
