import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  visit,
} from 'graphql';

import { OperationSizes } from './operation-size';
import { badRequest, type RequestError } from '../http/request-error';

/** How large an operation may be. Each is the most that is still allowed. */
export interface OperationLimits {
  characters: number;
  /** And lines: each place that an error names is found by counting them. */
  tokens: number;
  depth: number;
  rootFields: number;
  aliases: number;
  directives: number;
  fragments: number;
  /** Of one name or alias, wherever they are: validating compares each with each. */
  sameFields: number;
  /** To Onebox, by the operation's fields; what is asked for in variables counts while it runs. */
  calls: number;
  values: number;
}

/** Throws a refusal where an operation is larger than the limits with these variables. */
export type VariablesCheck = (variables: unknown) => void;
/** As that, for a text. Gives how to check it with other variables; undefined: it is as large with any. */
export type OperationCheck = (text: string, variables: unknown) => VariablesCheck | undefined;

/**
 * Makes what throws a refusal of an operation that is larger than the limits, whatever fragments it hides in. Takes time
 * linear in the text, and comes before validation, which takes longer. What is no GraphQL passes.
 */
export function operationCheck(schema: GraphQLSchema, limits: OperationLimits): OperationCheck {
  const check = (count: number, limit: keyof OperationLimits, what: string = words[limit]): void => {
    if (count > limits[limit]) throw refusal(limits, limit, what);
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
    check(document.definitions.length - operations.length, 'fragments');
    check(mostOfOneName(document), 'sameFields');
    const checkWith = (given: unknown): OperationSizes => {
      const sizes = new OperationSizes(schema, fragments, isObject(given) ? given : {});
      checkSizes(operations, sizes);
      return sizes;
    };
    return checkWith(variables).isOfVariables ? checkWith : undefined;
  };
}

const words: Readonly<Record<keyof OperationLimits, string>> = {
  characters: 'characters',
  tokens: 'tokens',
  depth: 'levels of nested fields',
  rootFields: 'root fields',
  aliases: 'aliases',
  directives: 'directives',
  fragments: 'fragments',
  sameFields: 'fields of the same name or alias',
  calls: 'calls to Onebox',
  values: 'values in the answer, by estimate',
};

function refusal(limits: OperationLimits, limit: keyof OperationLimits, what = words[limit]): RequestError {
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
      throw refusal(limits, 'tokens');
    }
    return undefined;
  }
}

function mostOfOneName(document: DocumentNode): number {
  const counts = new Map<string, number>();
  visit(document, {
    Field: ({ alias, name }) => {
      const key = (alias ?? name).value;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
  });
  return Math.max(0, ...counts.values());
}
