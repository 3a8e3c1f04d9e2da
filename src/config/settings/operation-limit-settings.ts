import { constant, group } from '../setting';

const limit = (value: number, what: string) =>
  constant(value, {
    limit: what,
    effect: 'The operation is rejected before it runs.',
    error: 'BAD_USER_INPUT, HTTP 400',
  });

export const operationLimits = group('Operations', {
  // The full introspection query has 2,056 characters and 182 tokens.
  characters: limit(20_000, 'Length of the text, in characters'),
  tokens: limit(1000, 'Tokens (names, punctuators, values), or lines'),
  // The full introspection query has 13 levels; the longest path of the schema is shorter.
  depth: limit(16, 'Levels of nested fields'),
  // Room for a federation gateway that merges several requests into one operation.
  rootFields: limit(30, 'Root fields'),
  aliases: limit(50, 'Aliases, those of spread fragments included each time'),
  directives: limit(30, 'Directives'),
  fragments: limit(30, 'Fragment definitions'),
  // Validation compares them pairwise, which takes quadratic time.
  sameFields: limit(100, 'Fields of one name or alias, wherever they are'),
  // One operation must not fill more than half of the default ONEBOX_MAX_IN_FLIGHT.
  calls: limit(60, 'Calls to Onebox, by the fields of the operation'),
  // An estimate before execution. The actual size of a response is limited during execution.
  values: limit(
    50_000,
    'Values in the response, estimated by 50 entries for `pages`, one for each reference, and 10 for other lists',
  ),
});

export const variablesLimits = group('Variables', {
  // The deepest input of the schema is a list of objects.
  depth: limit(10, 'Levels of nested lists and objects'),
  // Room for 1,000 representations of four values each.
  values: limit(5000, 'Values, nested ones included'),
});
