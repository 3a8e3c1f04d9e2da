import { getIntrospectionQuery } from 'graphql';

import { loadConfig } from '../../../src/config/config';
import {
  type BuiltGateway,
  BuiltGateways,
  post as postTo,
  refusalOf,
} from '../../support/gateway/built-gateways';
import { type FakeOnebox } from '../../support/onebox/fake-onebox';
import { documentedSessionId } from '../../support/fixtures';
import { type Answer } from '../../support/gateway/gateway';

let gateways: BuiltGateways;
let onebox: FakeOnebox;
let standard: BuiltGateway;

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
  ({ onebox } = gateways);
  standard = await gateways.start();
}, 30_000);

beforeEach(() => {
  gateways.resetOnebox();
});

afterAll(() => gateways.close());

const bearer = { authorization: 'Bearer some.callers.token' };

const post = (body: unknown, headers = {}, to = standard): Promise<Response> => postTo(to, body, headers);

const session = `instagramSession(id: "${documentedSessionId}")`;
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('an operation that is too large', () => {
  const { operationLimits } = loadConfig({ sandbox: false }, {});
  const limits: [keyof typeof operationLimits, string, string][] = [
    ['characters', `{ __typename } ${' '.repeat(20_000)}`, 'characters'],
    ['tokens', `{ ${times(1000, () => '__typename')} }`, 'tokens'],
    ['tokens', `{ __typename } ${'\r\n'.repeat(1000)}`, 'lines'],
    [
      'depth',
      `{ ${session} ${'{ pages { session '.repeat(8)} { id } ${'} }'.repeat(8)} }`,
      'levels of nested fields',
    ],
    ['rootFields', `{ ${times(31, () => '__typename')} }`, 'root fields'],
    ['aliases', `{ ${session} { ${times(51, (i) => `a${i}: id`)} } }`, 'aliases'],
    [
      'aliases',
      `{ ${session} { ...F0 } } ${times(20, (i) => `fragment F${i} on InstagramSession { ...F${i + 1} ...F${i + 1} }`)} fragment F20 on InstagramSession { a: id }`,
      'aliases',
    ],
    ['directives', `{ ${session} { ${times(31, () => 'id @include(if: true)')} } }`, 'directives'],
    [
      'fragments',
      `{ ...F0 } ${times(31, (i) => `fragment F${i} on Query { __typename ...F${i + 1} }`)} fragment F31 on Query { __typename }`,
      'fragments',
    ],
    [
      'sameFields',
      `{ ${session} { ${times(101, () => 'pages { id }')} } }`,
      'fields of the same name or alias',
    ],
    [
      'calls',
      `mutation { ${times(9, (i) => `a${i}: connectInstagramAccount(sessionId: "${documentedSessionId}", pageId: "1", instagramAccountId: "1") { id }`)} }`,
      'calls to Onebox',
    ],
    [
      'values',
      `{ ${times(30, (i) => `a${i}: ${session} { pages { instagramAccounts { id username name hasProfilePicture } } }`)} }`,
      'values in the response, estimated',
    ],
  ];

  it.each(limits)(
    'for %s is rejected with the limit, without a call to Onebox',
    async (name, query, what) => {
      const answer = await post({ query }, bearer);
      const { errors } = (await answer.json()) as Answer<unknown>;
      expect([answer.status, errors]).toEqual([
        400,
        [
          {
            message: `The operation is too large: at most ${operationLimits[name]} ${what}.`,
            extensions: {
              code: 'BAD_USER_INPUT',
              retryable: false,
              requestId: expect.any(String) as string,
            },
          },
        ],
      ]);
      expect(onebox.requests).toEqual([]);
    },
  );

  it('is tested for every limit', () => {
    expect([...new Set(limits.map(([name]) => name))].sort()).toEqual(Object.keys(operationLimits).sort());
  });

  it('that requests too much of a list is rejected without a call to Onebox', async () => {
    const { errors } = (await (
      await post({ query: '{ connectedAccounts(first: 101) { totalCount } }' }, bearer)
    ).json()) as Answer<unknown>;
    expect(errors?.map(({ message }) => message)).toEqual(['`first` must be from 0 to 100.']);
    expect(onebox.requests).toEqual([]);
  });

  it('gets ten errors at most', async () => {
    const { errors } = (await (
      await post({ query: `{ ${times(29, (i) => `wrong${i}`)} }` })
    ).json()) as Answer<unknown>;
    expect(errors?.length).toBeLessThanOrEqual(11);
  });

  it('by its variables is rejected with the limit', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    const many = { r: Array(5001).fill({}) };
    expect(await refusalOf(await post({ query, variables: many }, bearer))).toEqual([
      400,
      'BAD_USER_INPUT',
      'The variables are too large: at most 5000 values.',
    ]);
    const deep = `{"query":"{ __typename }","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    expect(await refusalOf(await post(deep, bearer))).toEqual([
      400,
      'BAD_USER_INPUT',
      'The variables are too large: at most 10 levels of lists and objects.',
    ]);
  });

  it('by its number of references is rejected, also after a response for fewer', async () => {
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on InstagramSession { pages { instagramAccounts { id } } } } }';
    const ask = (references: number): Promise<Response> => {
      const reference = { __typename: 'InstagramSession', id: documentedSessionId };
      return post({ query, variables: { r: Array(references).fill(reference) } }, bearer);
    };
    const refusal = [
      400,
      'BAD_USER_INPUT',
      'The operation is too large: at most 50000 values in the response, estimated.',
    ];
    expect(await refusalOf(await ask(100))).toEqual(refusal);
    expect(onebox.requests).toEqual([]);
    for (const references of [1, 2])
      expect(await (await ask(references)).json()).not.toHaveProperty('errors');
    const calls = onebox.requests.length;
    expect(await refusalOf(await ask(100))).toEqual(refusal);
    expect(onebox.requests).toHaveLength(calls);
  });

  it('as a batch, or by its bytes, is rejected', async () => {
    expect((await refusalOf(await post([{ query: '{ __typename }' }]))).slice(0, 2)).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect(await refusalOf(await post({ query: ' '.repeat(300_000) }))).toEqual([
      413,
      'BAD_USER_INPUT',
      'The request is too large: at most 256 KiB.',
    ]);
  });
});

it('operations of the largest size are not stored for long', async () => {
  const small = await gateways.start({ NODE_OPTIONS: '--max-old-space-size=96', RATE_LIMIT_ADDRESS: '0' });
  const query = `{ _entities(representations: []) { ${times(80, () => '... on InstagramSession { profile { id } }')} } }`;
  for (let count = 0; count < 400; count += 1) {
    const answer = await post({ query: `${query} #${count}` }, {}, small);
    expect([count, answer.status]).toEqual([count, 200]);
  }
}, 60_000);

describe('an operation within the limits', () => {
  it.each([
    [
      'ten aliases of a session',
      `{ ${times(10, (i) => `a${i}: ${session} { profile { name } pages { id name instagramBusinessAccount { id username name } instagramAccounts { id username name profilePictureUrl } } }`)} }`,
    ],
    [
      'merged requests of a federation gateway',
      `{ ${times(5, (i) => `_v${i}__entities: _entities(representations: [{ __typename: "Page", id: "241794770143249", sessionId: "${documentedSessionId}" }]) { ... on Page { name instagramAccounts { username } } }`)} }`,
    ],
  ])('such as %s is executed', async (_what, query) => {
    const answer = (await (await post({ query }, bearer)).json()) as Answer<unknown>;
    expect(answer.errors).toBeUndefined();
    expect(onebox.requests.length).toBeLessThanOrEqual(1);
  });

  it('such as the full introspection query is executed with EXPLORE', async () => {
    const exploring = await gateways.start({ EXPLORE: 'true' });
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      specifiedByUrl: true,
      schemaDescription: true,
    });
    expect(((await (await post({ query }, {}, exploring)).json()) as Answer<unknown>).errors).toBeUndefined();
  });
});
