import fc from 'fast-check';

import {
  clientCanary,
  expectUnharmed,
  type FuzzedRequest,
  type FuzzTarget,
  startFuzzTarget,
} from '../../support/fuzzing';

let target: FuzzTarget;

beforeAll(async () => {
  target = await startFuzzTarget();
}, 30_000);

const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
const textOf = (maxLength: number) =>
  fc.string({ unit: printable, maxLength, size: 'max' }).map((text) => text.trim());
const headerText = fc.oneof(
  { weight: 9, arbitrary: textOf(60) },
  // Longer than an id, an address or a list may be.
  { weight: 1, arbitrary: textOf(1000) },
);

const json = fc.oneof(
  fc.json(),
  fc.json().map((text) => `{"query":${text}}`),
  fc.json().map((text) => `{"query":"{ __typename }","variables":${text}}`),
  fc.json().map((text) => `{"query":"{ __typename }","extensions":${text},"operationName":${text}}`),
  ...Array<fc.Arbitrary<string>>(3).fill(fc.constant('{"query":"{ __typename }"}')),
  fc.constantFrom(
    '[{"query":"{ __typename }"},{"query":"{ __typename }"}]',
    '{"query":"{ __typename }","__proto__":{"polluted":1}}',
    '{"query":"{ __typename }","constructor":{"prototype":{"polluted":1}}}',
    '{"query":"{ __typename }","variables":{"__proto__":{"polluted":1}}}',
    `{"query":"mutation ($p: String!) { authenticate(email: $p, password: $p, siteId: 1) { token } }","variables":{"p":"${clientCanary}"}}`,
    `{"query":"query ($p: Int) { connectedAccounts(first: $p) { totalCount } }","variables":{"p":"${clientCanary}"}}`,
    `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"${clientCanary}"}}}`,
  ),
);

const body = fc.oneof(
  { weight: 4, arbitrary: json },
  { weight: 1, arbitrary: fc.tuple(json, fc.nat(40)).map(([text, cut]) => text.slice(0, -cut)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.constantFrom('', '['.repeat(5000), `"${clientCanary}"`, 'query={__typename}') },
);

const headers = fc
  .record(
    {
      'content-type': fc.oneof(
        { weight: 12, arbitrary: fc.constant('application/json') },
        {
          weight: 2,
          arbitrary: fc.constantFrom(
            'text/plain',
            'multipart/form-data; boundary=x',
            'application/x-www-form-urlencoded',
            'application/json; charset=utf-7',
            'application/graphql-response+json',
            ';',
          ),
        },
        { weight: 1, arbitrary: headerText },
      ),
      accept: fc.oneof(
        fc.constantFrom(
          '*/*',
          'application/json',
          'text/html',
          'application/graphql-response+json',
          'multipart/mixed',
        ),
        headerText,
      ),
      authorization: fc.oneof(
        fc.constantFrom(
          `Bearer ${clientCanary}`,
          `Basic ${clientCanary}`,
          clientCanary,
          'Bearer',
          `Bearer a, Bearer b`,
        ),
        headerText,
      ),
      'apollo-require-preflight': fc.constant('1'),
      'x-request-id': headerText,
      'x-forwarded-for': headerText,
      origin: fc.oneof(fc.constantFrom('https://evil.example', 'null'), headerText),
      'accept-encoding': headerText,
      'cache-control': fc.oneof(fc.constantFrom('no-cache', 'only-if-cached'), headerText),
      cookie: headerText,
      range: headerText,
      'x-http-method-override': fc.constantFrom('GET', 'DELETE'),
      traceparent: fc.oneof(
        fc.constantFrom('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', '00-0-0-zz', '-'),
        headerText,
      ),
      'x-apollo-operation-name': headerText,
      'content-encoding': fc.oneof(
        { weight: 4, arbitrary: fc.constant('identity') },
        { weight: 1, arbitrary: fc.constantFrom('gzip', 'br') },
        { weight: 1, arbitrary: headerText },
      ),
      // An address is not begun with "[" and left open: undici, which sends them, throws at it.
      host: fc.oneof(
        fc.constantFrom('evil.example', '127.0.0.1:99999', '[::1]', '.'),
        headerText.map((text) => text.replace(/^\[+/, '')),
      ),
    },
    { requiredKeys: ['content-type'] },
  )
  .map((given) => Object.fromEntries(Object.entries(given)));

const path = fc.oneof(
  { weight: 9, arbitrary: fc.constant('/graphql') },
  {
    weight: 3,
    arbitrary: fc
      .record(
        {
          query: fc.oneof(fc.constant('{ __typename }'), fc.string()),
          variables: fc.json(),
          extensions: fc.json(),
        },
        { requiredKeys: [] },
      )
      .map((parameters) => `/graphql?${new URLSearchParams(parameters).toString()}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '/',
      '/graphql/',
      '/graphql//..%2f',
      '/%',
      '/graphql?query=%',
      '/graphql?query=1&query=2',
      '/graphql?__proto__[a]=1',
      `/${clientCanary}`,
      '/.env',
      '/metrics',
    ),
  },
);

const request = fc
  .record({
    method: fc.constantFrom(
      'POST',
      'POST',
      'POST',
      'GET',
      'GET',
      'PUT',
      'DELETE',
      'PATCH',
      'OPTIONS',
      'HEAD',
    ),
    path,
    headers,
    body,
  })
  .map(({ body: text, ...rest }): FuzzedRequest => {
    const hasBody = rest.method !== 'GET' && rest.method !== 'HEAD' && rest.method !== 'OPTIONS';
    return { ...rest, ...(hasBody && { body: text }) };
  });

it('20,100 random HTTP requests get a response without an internal error', async () => {
  await expectUnharmed(target, request);
  // About 250, by chance from 200 to 300.
  expect(target.tally.withData).toBeGreaterThan(150);
  expect(target.tally.statuses[400]).toBeGreaterThan(1000);
}, 400_000);
