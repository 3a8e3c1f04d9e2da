import { createHash } from 'node:crypto';
import { writeFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getIntrospectionQuery } from 'graphql';

import { settingsList } from '../../src/config';
import { answerJson, type FakeOnebox, startFakeOnebox } from '../support/fake-onebox';
import { documentedBody, documentedSessionId } from '../support/fixtures';
import { type Answer } from '../support/gateway';
import { type GatewayProcess, startGatewayProcess } from '../support/gateway-process';
import { rawAnswer } from '../support/raw-answer';

interface Started {
  gateway: GatewayProcess;
  origin: string;
}

let onebox: FakeOnebox;
let running: Started[] = [];
let standard: Started;

async function start(env: Record<string, string> = {}): Promise<Started> {
  const gateway = startGatewayProcess([], {
    PORT: '0',
    ONEBOX_API_URL: onebox.origin,
    LAME_DUCK_MS: '0',
    ...env,
  });
  const [, origin = ''] = await gateway.saw(/(http:\/\/127\.0\.0\.1:\d+)/);
  running.push({ gateway, origin });
  return { gateway, origin };
}

async function stopAll(): Promise<void> {
  for (const { gateway } of running) gateway.kill('SIGTERM');
  await Promise.all(running.map(({ gateway }) => gateway.ended));
  running = [];
}

beforeAll(async () => {
  onebox = await startFakeOnebox();
  standard = await start();
}, 30_000);

afterAll(async () => {
  await stopAll();
  await onebox.close();
});

beforeEach(() => {
  onebox.requests.length = 0;
  onebox.answer = answerJson(200, documentedBody('session.200.json'));
});

const bearer = { authorization: 'Bearer some.callers.token' };

function post(body: unknown, headers: Record<string, string> = {}, { origin } = standard): Promise<Response> {
  return fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function refusalOf(response: Response): Promise<[number, string, string]> {
  const { errors = [] } = (await response.json()) as Answer<unknown>;
  return [response.status, errors[0]?.extensions.code ?? '', errors[0]?.message ?? ''];
}

const session = `instagramSession(id: "${documentedSessionId}")`;
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');

describe('an operation that is too large', () => {
  const limits: [string, string, string][] = [
    ['OPERATION_MAX_CHARACTERS', `{ __typename } ${' '.repeat(20_000)}`, 'characters'],
    ['OPERATION_MAX_TOKENS', `{ ${times(1000, () => '__typename')} }`, 'tokens'],
    ['OPERATION_MAX_TOKENS', `{ __typename } ${'\r\n'.repeat(1000)}`, 'lines'],
    [
      'OPERATION_MAX_DEPTH',
      `{ ${session} ${'{ pages { session '.repeat(8)} { id } ${'} }'.repeat(8)} }`,
      'levels of nested fields',
    ],
    ['OPERATION_MAX_ROOT_FIELDS', `{ ${times(31, () => '__typename')} }`, 'root fields'],
    ['OPERATION_MAX_ALIASES', `{ ${session} { ${times(51, (i) => `a${i}: id`)} } }`, 'aliases'],
    [
      'OPERATION_MAX_ALIASES',
      `{ ${session} { ...F0 } } ${times(20, (i) => `fragment F${i} on InstagramSession { ...F${i + 1} ...F${i + 1} }`)} fragment F20 on InstagramSession { a: id }`,
      'aliases',
    ],
    [
      'OPERATION_MAX_DIRECTIVES',
      `{ ${session} { ${times(31, () => 'id @include(if: true)')} } }`,
      'directives',
    ],
    [
      'OPERATION_MAX_FRAGMENTS',
      `{ ...F0 } ${times(31, (i) => `fragment F${i} on Query { __typename ...F${i + 1} }`)} fragment F31 on Query { __typename }`,
      'fragments',
    ],
    [
      'OPERATION_MAX_SAME_FIELDS',
      `{ ${session} { ${times(101, () => 'pages { id }')} } }`,
      'fields of the same name or alias',
    ],
    [
      'OPERATION_MAX_CALLS',
      `mutation { ${times(9, (i) => `a${i}: connectInstagramAccount(sessionId: "${documentedSessionId}", pageId: "1", instagramAccountId: "1") { id }`)} }`,
      'calls to Onebox',
    ],
    [
      'OPERATION_MAX_VALUES',
      `{ ${session} { pages { session { pages { session { pages { id } } } } } } }`,
      'values in the answer, by estimate',
    ],
  ];

  it.each(limits)(
    'for %s is refused with the limit named, and Onebox is not asked',
    async (name, query, what) => {
      const limit = settingsList.find((one) => one.name === name)?.defaultText ?? '';
      const answer = await post({ query }, bearer);
      const { errors } = (await answer.json()) as Answer<unknown>;
      expect([answer.status, errors]).toEqual([
        400,
        [
          {
            message: `The operation is too large: at most ${limit} ${what} (${name}).`,
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

  it('is tried for every limit that there is', () => {
    const names = settingsList.map(({ name }) => name).filter((name) => name.startsWith('OPERATION_MAX_'));
    expect([...new Set(limits.map(([name]) => name)), 'OPERATION_MAX_ERRORS'].sort()).toEqual(names.sort());
  });

  it('is told at most ten of its mistakes', async () => {
    const { errors } = (await (
      await post({ query: `{ ${times(29, (i) => `wrong${i}`)} }` })
    ).json()) as Answer<unknown>;
    expect(errors?.length).toBeLessThanOrEqual(11);
  });

  it('of variables is refused with the limit named', async () => {
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }';
    const many = { r: Array(5001).fill({}) };
    expect(await refusalOf(await post({ query, variables: many }, bearer))).toEqual([
      400,
      'BAD_USER_INPUT',
      'The variables are too large: at most 5000 values (VARIABLES_MAX_VALUES).',
    ]);
    const deep = `{"query":"{ __typename }","variables":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    expect(await refusalOf(await post(deep, bearer))).toEqual([
      400,
      'BAD_USER_INPUT',
      'The variables are too large: at most 10 levels of lists and objects (VARIABLES_MAX_DEPTH).',
    ]);
  });

  it('of a batch, or of bytes, is refused', async () => {
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

it('operations, each as large as may be, are not kept for long', async () => {
  const small = await start({ NODE_OPTIONS: '--max-old-space-size=96', RATE_LIMIT_ADDRESS: '0' });
  const query = `{ _entities(representations: []) { ${times(80, () => '... on Page { session { profile { id } } }')} } }`;
  for (let count = 0; count < 400; count += 1) {
    const answer = await post({ query: `${query} #${count}` }, {}, small);
    expect([count, answer.status]).toEqual([count, 200]);
  }
}, 60_000);

describe('an operation that fits', () => {
  it.each([
    [
      'ten aliases of a session',
      `{ ${times(10, (i) => `a${i}: ${session} { profile { name } pages { id name instagramBusinessAccount { id username name } instagramAccounts { id username name profilePictureUrl } } }`)} }`,
    ],
    [
      'what a federation gateway merges',
      `{ ${times(5, (i) => `_v${i}__entities: _entities(representations: [{ __typename: "Page", id: "241794770143249", session: { id: "${documentedSessionId}" } }]) { ... on Page { name instagramAccounts { username } } }`)} }`,
    ],
  ])('such as %s is run', async (_what, query) => {
    const answer = (await (await post({ query }, bearer)).json()) as Answer<unknown>;
    expect(answer.errors).toBeUndefined();
    expect(onebox.requests.length).toBeLessThanOrEqual(1);
  });

  it('such as the full introspection query is run where exploring is on', async () => {
    const exploring = await start({ EXPLORE: 'true' });
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      specifiedByUrl: true,
      schemaDescription: true,
    });
    expect(((await (await post({ query }, {}, exploring)).json()) as Answer<unknown>).errors).toBeUndefined();
  });
});

describe('by default', () => {
  it('nobody is told the schema: no introspection, no page, no hints, no SDL, no stack trace', async () => {
    const answers = await Promise.all([
      post({ query: getIntrospectionQuery() }),
      post({ query: '{ _service { sdl } }' }),
      post({ query: '{ instagramSesion { id } }' }),
      post({ query: '{ instagramSession(id: 1) { i } }' }),
      fetch(`${standard.origin}/graphql`, { headers: { accept: 'text/html' } }),
    ]);
    for (const answer of answers) {
      const text = await answer.text();
      expect(answer.status).toBe(400);
      expect(text).not.toMatch(/Did you mean|stacktrace|node_modules|type Query|<html/);
    }
  });
});

describe('the browser', () => {
  it('is told on every answer what not to do with it', async () => {
    for (const path of ['/graphql', '/', '/livez']) {
      const { headers } = await fetch(`${standard.origin}${path}`);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'") as string,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': expect.stringContaining('no-store') as string,
      });
    }
  });

  it('may not use the gateway from another origin, unless that is listed', async () => {
    const open = await start({ CORS_ORIGINS: 'https://crm.example' });
    const preflight = (from: string, { origin } = open): Promise<Response> =>
      fetch(`${origin}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin: from,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });
    const allowed = 'access-control-allow-origin';
    expect((await preflight('https://crm.example')).headers.get(allowed)).toBe('https://crm.example');
    expect((await preflight('https://crm.example.evil.example')).headers.get(allowed)).toBeNull();
    expect((await preflight('null')).headers.get(allowed)).toBeNull();
    expect((await preflight('https://crm.example', standard)).headers.get(allowed)).toBeNull();
    const answer = await post({ query: '{ __typename }' }, { origin: 'https://crm.example' }, open);
    expect(answer.headers.get(allowed)).toBe('https://crm.example');
    expect(answer.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('vary')).toMatch(/Authorization.*Origin/);
  });

  it('cannot be made to ask by another site, nor to change anything with a GET', async () => {
    const get = (query: string, headers: Record<string, string>): Promise<Response> =>
      fetch(`${standard.origin}/graphql?query=${encodeURIComponent(query)}`, { headers });
    expect((await get('{ __typename }', {})).status).toBe(400);
    expect(
      (await post('query={__typename}', { 'content-type': 'application/x-www-form-urlencoded' })).status,
    ).toBe(415);
    expect((await post('{"query":"{ __typename }"}', { 'content-type': 'text/plain' })).status).toBe(415);
    const preflighted = { ...bearer, 'apollo-require-preflight': '1' };
    expect((await get('{ __typename }', preflighted)).status).toBe(200);
    const change = 'mutation { authenticate(email: "a", password: "b", siteId: 1) { token } }';
    expect((await get(change, preflighted)).status).toBe(405);
    expect(onebox.requests).toEqual([]);
  });
});

describe('persisted operations', () => {
  const own = JSON.parse(
    readFileSync(join(__dirname, '..', '..', 'schema', 'persisted-operations.json'), 'utf8'),
  ) as Record<string, string>;
  const [id = '', text = ''] =
    Object.entries(own).find(([, one]) => one.includes('query InstagramSession(')) ?? [];
  const variables = { id: documentedSessionId };
  const clientsText = '{ __typename }';
  const clientsId = createHash('sha256').update(clientsText).digest('hex');
  let file: string;

  beforeAll(() => {
    file = join(mkdtempSync(join(tmpdir(), 'manifest-')), 'operations.json');
    const operations = [{ id: clientsId, name: 'A', type: 'query', body: clientsText }];
    writeFileSync(
      file,
      JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }),
    );
  });

  it('are the only ones that run where they are enforced', async () => {
    const enforcing = await start({
      PERSISTED_OPERATIONS: 'enforce',
      PERSISTED_OPERATIONS_FILES: file,
      EXPLORE: 'true',
    });
    const send = (body: object): Promise<Response> => post(body, bearer, enforcing);
    const byHash = (sha256Hash: string): object => ({
      extensions: { persistedQuery: { version: 1, sha256Hash } },
    });
    expect(await (await send({ ...byHash(id.slice('sha256:'.length)), variables })).json()).toHaveProperty(
      'data.instagramSession.id',
    );
    expect(await (await send({ documentId: id, variables })).json()).toHaveProperty(
      'data.instagramSession.id',
    );
    expect(await (await send({ query: text, variables })).json()).toHaveProperty('data.instagramSession.id');
    expect(await (await send(byHash(clientsId))).json()).toEqual({ data: { __typename: 'Query' } });
    const search = new URLSearchParams({
      extensions: JSON.stringify((byHash(clientsId) as { extensions: unknown }).extensions),
    });
    const got = await fetch(`${enforcing.origin}/graphql?${search.toString()}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(await got.json()).toEqual({ data: { __typename: 'Query' } });
    expect((await refusalOf(await send({ query: '{ __typename a: __typename }' }))).slice(0, 2)).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect((await refusalOf(await send({ query: getIntrospectionQuery() }))).slice(0, 2)).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect((await refusalOf(await send(byHash('0'.repeat(64))))).slice(0, 2)).toEqual([400, 'NOT_FOUND']);
    expect(
      (await refusalOf(await send({ ...byHash(clientsId), query: '{ a: __typename }' }))).slice(0, 2),
    ).toEqual([400, 'BAD_USER_INPUT']);
    const { hostname, port } = new URL(enforcing.origin);
    for (const path of [
      '/graphql#a?query={__typename}',
      '/graphql?a#b?query={__typename}',
      '/graphql#query={__typename}',
    ]) {
      const status = await new Promise((resolve, reject) => {
        httpRequest(
          { hostname, port, path, headers: { 'apollo-require-preflight': '1' } },
          ({ statusCode }) => {
            resolve(statusCode);
          },
        )
          .on('error', reject)
          .end();
      });
      expect([path, status]).toEqual([path, 400]);
    }
  });

  it('are missed in the log, without their text, where that is only a warning', async () => {
    const warning = await start({ PERSISTED_OPERATIONS: 'warn' });
    const answer = await post({ query: '{ canary: __typename }' }, {}, warning);
    expect(await answer.json()).toEqual({ data: { canary: 'Query' } });
    await warning.gateway.saw(/operation in no manifest/);
    expect(warning.gateway.output()).not.toContain('canary');
  });

  it('cannot be added by clients', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: clientsId } };
    expect((await refusalOf(await post({ query: clientsText, extensions }))).slice(0, 2)).toEqual([
      400,
      'BAD_USER_INPUT',
    ]);
    expect((await refusalOf(await post({ extensions })))[0]).toBe(400);
  });
});

describe('rates', () => {
  const signIn = (email: string, to: Started, headers: Record<string, string> = {}): Promise<Response> =>
    post(
      {
        query:
          'mutation ($email: String!) { authenticate(email: $email, password: "wrong", siteId: 169) { token } }',
        variables: { email },
      },
      headers,
      to,
    );

  it('bound what one caller asks, and no other caller', async () => {
    const limited = await start({ RATE_LIMIT_CALLER: '3' });
    const ask = (token: string): Promise<Response> =>
      post({ query: '{ __typename }' }, { authorization: `Bearer ${token}` }, limited);
    const statuses = [];
    for (let count = 0; count < 7; count += 1) statuses.push((await ask('one.callers.token')).status);
    // A minute may end in between.
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200]);
    expect(statuses).toContain(429);
    const over = await ask('one.callers.token');
    if (over.status === 429) {
      const { errors } = (await over.json()) as Answer<unknown>;
      expect(errors?.[0]?.extensions).toMatchObject({
        code: 'RATE_LIMITED',
        reason: 'TOO_MANY_REQUESTS',
        retryable: true,
      });
      expect(Date.parse(errors?.[0]?.extensions.retryAt ?? '')).toBeGreaterThan(Date.now() - 1000);
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await ask('other.callers.token')).status).toBe(200);
  });

  it('bound what one address asks without a token, whatever address it claims to have', async () => {
    const limited = await start({ RATE_LIMIT_ADDRESS: '3' });
    const statuses = [];
    for (let count = 0; count < 7; count += 1) {
      statuses.push(
        (await post({ query: '{ __typename }' }, { 'x-forwarded-for': `10.0.0.${count}` }, limited)).status,
      );
    }
    expect(statuses).toContain(429);
  });

  it('are those of the address that a trusted proxy names', async () => {
    const limited = await start({ RATE_LIMIT_ADDRESS: '1', TRUST_PROXY: '127.0.0.0/8, ::1' });
    const from = async (address: string): Promise<number> =>
      (await post({ query: '{ __typename }' }, { 'x-forwarded-for': address }, limited)).status;
    for (let count = 0; count < 5; count += 1) expect(await from(`10.0.0.${count}`)).toBe(200);
    const same = [await from('10.0.1.1'), await from('10.0.1.1'), await from('10.0.1.1')];
    expect(same).toContain(429);
  });

  it('bound how often tokens can be made up', async () => {
    onebox.answer = answerJson(401, { records: { errorCode: 401, userMessage: 'no' } });
    const limited = await start({ RATE_LIMIT_ADDRESS: '3' });
    const statuses = [];
    for (let count = 0; count < 9; count += 1) {
      statuses.push(
        (
          await post(
            { query: `{ ${session} { id } }` },
            { authorization: `Bearer made.up.${count}` },
            limited,
          )
        ).status,
      );
    }
    expect(statuses).toContain(429);
  });

  it('bound how often tokens that are over are tried, however many fields an operation tries them for', async () => {
    onebox.answer = answerJson(401, documentedBody('error.401.expired-token.json'));
    const limited = await start({ RATE_LIMIT_ADDRESS: '3' });
    const ask = (token: string): Promise<Response> =>
      post(
        { query: `{ a: ${session} { id } b: ${session} { id } }` },
        { authorization: `Bearer ${token}` },
        limited,
      );
    const statuses: number[] = [];
    for (const token of ['one', 'two', 'three', 'four']) statuses.push((await ask(token)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it('bound how often signing in fails for one account and from one address, many at once and in one operation', async () => {
    onebox.answer = answerJson(401, documentedBody('authenticate.401.refused.json'));
    const limited = await start({
      RATE_LIMIT_SIGN_IN_ACCOUNT: '3',
      RATE_LIMIT_SIGN_IN_ADDRESS: '8',
      TRUST_PROXY: '127.0.0.1',
    });
    const sameAccount = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        signIn('victim@example.com', limited, { 'x-forwarded-for': `10.1.0.${index}` }),
      ),
    );
    expect(sameAccount.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(6);
    const sameAddress = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        signIn(`person${index}@example.com`, limited, { 'x-forwarded-for': '10.2.0.1' }),
      ),
    );
    expect(sameAddress.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(4);
    onebox.requests.length = 0;
    const aliases = times(
      20,
      (i) => `a${i}: authenticate(email: "x@example.com", password: "guess${i}", siteId: 169) { token }`,
    );
    const batch = await post(
      { query: `mutation { ${aliases} }` },
      { 'x-forwarded-for': '10.3.0.1' },
      limited,
    );
    expect(batch.status).not.toBe(500);
    expect(onebox.requests.length).toBeLessThanOrEqual(6);
    expect(limited.gateway.output()).not.toMatch(/victim|person\d|10\.[123]\.0/);
  });

  it('leave the owner of an account a way in from where they have signed in before', async () => {
    const limited = await start({ RATE_LIMIT_SIGN_IN_ACCOUNT: '2', TRUST_PROXY: '127.0.0.1' });
    const owner = { 'x-forwarded-for': '10.4.0.1' };
    onebox.answer = answerJson(200, documentedBody('authenticate.200.json'));
    expect((await signIn('owner@example.com', limited, owner)).status).toBe(200);
    onebox.answer = answerJson(401, documentedBody('authenticate.401.refused.json'));
    const strangers = [];
    for (let count = 0; count < 6; count += 1) {
      strangers.push(
        (await signIn('owner@example.com', limited, { 'x-forwarded-for': `10.5.0.${count}` })).status,
      );
    }
    expect(strangers).toContain(429);
    onebox.answer = answerJson(200, documentedBody('authenticate.200.json'));
    expect((await signIn('owner@example.com', limited, owner)).status).toBe(200);
  });
});

describe('what comes in', () => {
  it('adds no header and no path to the call to Onebox', async () => {
    const evil = [
      'a\\r\\nX-Evil: 1',
      '../../api/connection',
      `${documentedSessionId}/../x`,
      '%0d%0aX-Evil: 1',
      '?x=1',
    ];
    for (const id of evil)
      await post(
        `{"query":"query ($id: ID!) { instagramSession(id: $id) { id } }","variables":{"id":"${id}"}}`,
        bearer,
      );
    for (const site of evil)
      await post(
        `{"query":"query ($s: String!) { instagramAuthUrl(site: $s) }","variables":{"s":"${site}"}}`,
        bearer,
      );
    for (const token of ['a b', 'a\tb', 'a,b', 'é']) {
      await post({ query: `{ ${session} { id } }` }, { authorization: `Bearer ${token}` });
    }
    expect(onebox.requests).toEqual([]);
  });

  it('tells of a wrong bearer nothing but that it is wrong', async () => {
    onebox.answer = answerJson(401, { records: { errorCode: 401, userMessage: 'no' } });
    const answers = await Promise.all(
      ['a', 'eyJhbGciOiJIUzI1NiJ9.e30.x', 'z'.repeat(4000)].map(async (token) => {
        const response = await post(
          { query: `{ ${session} { id } }` },
          { authorization: `Bearer ${token}`, 'x-request-id': 'r' },
        );
        return response.text();
      }),
    );
    expect(new Set(answers).size).toBe(1);
  });

  it('pollutes no prototype', async () => {
    for (const key of ['__proto__', 'constructor']) {
      const inner = key === 'constructor' ? '{"prototype":{"polluted":1}}' : '{"polluted":1}';
      await post(`{"query":"{ __typename }","variables":{"${key}":${inner}}}`);
      await post(`{"query":"{ __typename }","${key}":${inner}}`);
      onebox.answer = answerJson(200, `{"${key}":${inner},"session":"x"}`);
      await post({ query: `{ ${session} { id } }` }, bearer);
    }
    const entity = `{ _entities(representations: [{ __typename: "__proto__" }, { __typename: "constructor" }]) { __typename } }`;
    const { errors } = (await (await post({ query: entity }, bearer)).json()) as Answer<unknown>;
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT']);
    expect(await (await post({ query: '{ __typename }' })).json()).toEqual({ data: { __typename: 'Query' } });
  });

  it.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6\r\n\r\n'],
    ['a length and chunks', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['chunks behind another encoding', 'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n'],
    ['a header that is folded', 'X-A: b\r\n c: d\r\nContent-Length: 0\r\n\r\n'],
    ['a space before the colon', 'Content-Length : 0\r\n\r\n'],
    ['a bare line feed in a header', 'X-A: b\nContent-Length: 0\r\n\r\n'],
    ['a chunk size that is none', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n'],
  ])('smuggles no second request past by %s', async (_how, rest) => {
    const answer = await rawAnswer(
      standard.origin,
      `POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${rest}GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
  });
});
