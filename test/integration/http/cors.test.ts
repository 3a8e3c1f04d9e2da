import { startGateway, type TestGateway } from '../../support/gateway/gateway';

const origin = 'https://crm.example';
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway('http://127.0.0.1:1', { CORS_ORIGINS: origin });
});

afterAll(() => gateway.close());

const preflight = async (from: string, asked = ['authorization']): Promise<Headers> => {
  const { headers } = await fetch(`${gateway.origin}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin: from,
      'access-control-request-method': 'POST',
      'access-control-request-headers': asked.join(','),
    },
  });
  return headers;
};

describe('a preflight from an allowed origin', () => {
  it.each([
    [
      'Apollo Client',
      ['content-type', 'accept', 'apollographql-client-name', 'apollographql-client-version'],
    ],
    [
      'Apollo Client for Kotlin and iOS',
      ['x-apollo-operation-id', 'x-apollo-operation-name', 'apollo-require-preflight'],
    ],
    [
      'clients of Hive and the GraphQL-over-HTTP drafts',
      ['graphql-client-name', 'graphql-client-version', 'graphql-require-preflight'],
    ],
    ['tracing', ['traceparent', 'tracestate', 'baggage', 'sentry-trace']],
    [
      'Datadog',
      ['x-datadog-trace-id', 'x-datadog-parent-id', 'x-datadog-origin', 'x-datadog-sampling-priority'],
    ],
    [
      'Zipkin, Application Insights and New Relic',
      ['b3', 'x-b3-traceid', 'request-id', 'request-context', 'newrelic'],
    ],
    ['people who reload', ['cache-control', 'pragma']],
    ['our own documentation', ['authorization', 'x-request-id']],
  ])('allows the headers of %s', async (_who, names) => {
    const allowed = (await preflight(origin, names)).get('access-control-allow-headers') ?? '';
    expect(allowed.toLowerCase().split(/, ?/)).toEqual(names);
  });
});

it('a preflight from another origin is rejected', async () => {
  expect((await preflight('https://evil.example')).has('access-control-allow-origin')).toBe(false);
});
