import { errorContentType } from '../../../src/server/http/error-response';

const json = 'application/json; charset=utf-8';
const graphql = 'application/graphql-response+json; charset=utf-8';

describe('errorContentType', () => {
  it.each([
    [undefined, json],
    ['', json],
    ['*/*', json],
    ['application/*', json],
    ['text/html', json],
    ['application/json', json],
    ['application/graphql-response+json', graphql],
    ['application/graphql-response+json, application/json;q=0.9', graphql],
    ['application/graphql-response+json,application/json;q=0.9', graphql],
    ['application/json;q=0.5, application/graphql-response+json;q=0.6', graphql],
    ['application/json, application/graphql-response+json;q=0.9', json],
    ['application/json, application/graphql-response+json', json],
    ['application/graphql-response+json, application/json', graphql],
    ['APPLICATION/GraphQL-Response+JSON; charset=utf-8', graphql],
    ['application/json;q=0, */*', graphql],
    ['application/graphql-response+json;q=0', json],
    [
      'application/graphql-response+json, application/graphql+json, application/json, text/event-stream',
      graphql,
    ],
    [';;;,,,q=', json],
  ])('returns for the Accept header %j: %s', (accept, expected) => {
    expect(errorContentType(accept)).toBe(expected);
  });
});
