import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';

import { formatError } from '../../../src/graphql/errors/format-error';

const canary = 'hunter2';
const schema = buildSchema(`
  type Query { login(password: Password!, pin: Int, on: Boolean, level: Float, kind: Kind, id: ID, text: String): Boolean }
  input Password { text: String! }
  enum Kind { GOOD BAD }
`);

const asRequestError = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });

const errorsOf = (operation: string, variableValues?: Record<string, unknown>): readonly GraphQLError[] => {
  try {
    const document = parse(operation);
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    const result = execute({ schema, document, variableValues });
    return 'errors' in result ? (result.errors ?? []) : [];
  } catch (error) {
    return [error as GraphQLError];
  }
};

describe('formatError of a request error', () => {
  it.each<{ operation: string; variables?: Record<string, unknown> }>([
    { operation: `{ login(password: "${canary}") }` },
    { operation: `{ login(password: {text: 1}, pin: "${canary}") }` },
    { operation: `{ login(password: {text: "x"}, on: "${canary}") }` },
    { operation: `{ login(password: {text: "x"}, level: "${canary}") }` },
    { operation: `{ login(password: {text: "x"}, kind: "${canary}") }` },
    { operation: `{ login(password: {text: "x"}, kind: ${canary}) }` },
    { operation: `{ login(password: {text: "x"}, text: ${canary}) }` },
    { operation: `{ login(password: {text: "x"}, id: {a: "${canary}"}) }` },
    { operation: `{ login("${canary}") }` },
    { operation: `{ login(password: {text: """${canary}"""}) "${canary}" }` },
    { operation: `{ login(password: {text: "a\\" ${canary}"}) } """${canary}"""` },
    { operation: 'query ($p: Password!) { login(password: $p) }', variables: { p: canary } },
    {
      operation: 'query ($p: Password!) { login(password: $p) }',
      variables: { p: { text: { [canary]: canary } } },
    },
    {
      operation: 'query ($p: Password!) { login(password: $p) }',
      variables: { p: { text: [canary, '\n', canary] } },
    },
    {
      operation: 'query ($p: Int) { login(password: {text: "x"}, pin: $p) }',
      variables: { p: `${canary}\n${canary}` },
    },
    { operation: 'query ($p: Kind) { login(password: {text: "x"}, kind: $p) }', variables: { p: canary } },
  ])('repeats no value: $operation', ({ operation, variables }) => {
    const errors = errorsOf(operation, variables);
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      const formatted = formatError(error.toJSON(), asRequestError(error));
      expect(formatted.extensions).toEqual({ code: 'BAD_USER_INPUT', retryable: false });
      expect(formatted.message).not.toContain(canary);
      expect(formatted.message.length).toBeGreaterThan(10);
    }
  });

  it.each([
    ['{ logon }', 'Cannot query field "logon" on type "Query".'],
    ['{ login( }', 'Syntax Error: Expected Name, found "}".'],
    [
      'query ($p: Password!) { login(password: $p) }',
      'Variable "$p" of required type "Password!" was not provided.',
    ],
  ])('says what is wrong with %s', (operation, message) => {
    const [error] = errorsOf(operation);
    expect(
      formatError(error?.toJSON() ?? { message: '' }, asRequestError(error as GraphQLError)).message,
    ).toContain(message);
  });
});

describe('formatError of an unexpected error', () => {
  it.each([new TypeError(canary), new GraphQLError(canary), canary, undefined])(
    'masks the error: %p',
    (thrown) => {
      const formatted = formatError({ message: canary, path: ['x'], extensions: { canary } }, thrown);
      expect(JSON.stringify(formatted)).not.toContain(canary);
      expect(formatted).toMatchObject({
        path: ['x'],
        extensions: { code: 'INTERNAL_SERVER_ERROR', retryable: false },
      });
    },
  );
});
