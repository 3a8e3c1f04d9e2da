import { createHash } from 'node:crypto';
import { writeFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getIntrospectionQuery } from 'graphql';

import {
  type BuiltGateway,
  BuiltGateways,
  post as postTo,
  refusalOf,
} from '../../support/gateway/built-gateways';
import { documentedSessionId } from '../../support/fixtures';
import { startGatewayProcess } from '../../support/gateway/gateway-process';

let gateways: BuiltGateways;

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
}, 30_000);

beforeEach(() => {
  gateways.resetOnebox();
});

afterAll(() => gateways.close());

const bearer = { authorization: 'Bearer some.callers.token' };

const post = (body: unknown, headers: Record<string, string>, to: BuiltGateway): Promise<Response> =>
  postTo(to, body, headers);

describe('persisted operations', () => {
  const own = JSON.parse(
    readFileSync(join(__dirname, '..', '..', '..', 'schema', 'persisted-operations.json'), 'utf8'),
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

  it('are the only operations that run with enforce', async () => {
    const enforcing = await gateways.start({
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

  it('are logged without their text if no manifest has them, with warn', async () => {
    const warning = await gateways.start({ PERSISTED_OPERATIONS: 'warn' });
    const answer = await post({ query: '{ canary: __typename }' }, {}, warning);
    expect(await answer.json()).toEqual({ data: { canary: 'Query' } });
    await warning.gateway.saw(/operation in no manifest/);
    expect(warning.gateway.output()).not.toContain('canary');
  });

  it('cannot be added by clients', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: clientsId } };
    for (const mode of ['off', 'warn']) {
      const gateway = await gateways.start({ PERSISTED_OPERATIONS: mode });
      expect(await (await post({ query: clientsText, extensions }, {}, gateway)).json()).toEqual({
        data: { __typename: 'Query' },
      });
      expect((await refusalOf(await post({ extensions }, {}, gateway)))[1]).toMatch(/^PERSISTED_QUERY_NOT_/);
    }
  });

  describe.each(['off', 'warn', 'enforce'])('with %s', (mode) => {
    let gateway: BuiltGateway;

    beforeAll(async () => {
      gateway = await gateways.start({ PERSISTED_OPERATIONS: mode, PERSISTED_OPERATIONS_FILES: file });
    });

    const send = async (body: object): Promise<[number, string, string]> =>
      refusalOf(await post(body, bearer, gateway));
    const unknown = '{ __typename b: __typename }';
    const hash = createHash('sha256').update(unknown).digest('hex');
    const persisted = (sha256Hash: unknown, version: unknown = 1): object => ({
      extensions: { persistedQuery: { version, sha256Hash } },
    });
    const missing: Readonly<Record<string, [number, string, RegExp]>> = {
      off: [200, 'PERSISTED_QUERY_NOT_SUPPORTED', /^PersistedQueryNotSupported$/],
      warn: [200, 'PERSISTED_QUERY_NOT_FOUND', /^PersistedQueryNotFound$/],
      enforce: [400, 'NOT_FOUND', /^No manifest/],
    };

    it('an unknown id alone is rejected with the code that clients expect', async () => {
      const [status, code, message] = missing[mode] ?? [0, '', /^$/];
      for (const body of [persisted(hash), persisted(hash.toUpperCase()), { documentId: `sha256:${hash}` }]) {
        expect(await send(body)).toEqual([status, code, expect.stringMatching(message)]);
        expect((await send({ ...body, query: '' }))[1]).toBe(code);
        expect((await send({ ...body, query: null }))[1]).toBe(code);
      }
    });

    it('a text with its id is executed, or rejected without a retry', async () => {
      for (const body of [
        persisted(hash),
        persisted(hash.toUpperCase()),
        { extensions: { persistedQuery: { version: 1, sha256Hash: hash, miss: true } } },
        { documentId: hash },
      ]) {
        const [status, code] = await send({ ...body, query: unknown });
        expect([status, code]).toEqual(mode === 'enforce' ? [400, 'BAD_USER_INPUT'] : [200, '']);
      }
      expect((await send({ ...persisted(clientsId), query: clientsText })).slice(0, 2)).toEqual([200, '']);
    });

    it('an id of another text is rejected', async () => {
      for (const body of [
        persisted(clientsId),
        persisted('0'.repeat(64)),
        { documentId: `sha256:${clientsId}` },
        { documentId: hash, ...persisted(clientsId) },
      ]) {
        const [status, code] = await send({ ...body, query: unknown });
        expect([status, code]).toEqual([400, 'BAD_USER_INPUT']);
      }
    });

    it('a malformed persistedQuery is rejected, and null is ignored', async () => {
      for (const body of [persisted(5), persisted(''), persisted(hash, 2), { documentId: 5 }]) {
        expect((await send({ ...body, query: clientsText })).slice(0, 2)).toEqual([400, 'BAD_USER_INPUT']);
      }
      const absent = { query: clientsText, documentId: null, extensions: { persistedQuery: null } };
      expect((await send(absent)).slice(0, 2)).toEqual([200, '']);
    });
  });
});

describe('a manifest', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  const startWith = (files: string): Promise<BuiltGateway> =>
    gateways.start({ PERSISTED_OPERATIONS: 'enforce', PERSISTED_OPERATIONS_FILES: files });
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const operations = JSON.stringify({ a: '{ __typename }' });

  it('may begin with a byte order mark', async () => {
    const gateway = await startWith(write('mark.json', `\uFEFF${operations}`));
    expect(await (await post({ documentId: 'a' }, {}, gateway)).json()).toEqual({
      data: { __typename: 'Query' },
    });
  });

  it.each<[string, () => string]>([
    ['is not there', () => join(folder, 'none.json')],
    ['is a folder', () => folder],
    ['is empty', () => write('empty.json', '')],
    ['is no JSON', () => write('text.json', 'query { __typename }')],
    ['is a list', () => write('list.json', '[]')],
    ['has operations that are no texts', () => write('numbers.json', '{"a":1}')],
    ['is UTF-16', () => write('utf16.json', Buffer.from(`\uFEFF${operations}`, 'utf16le'))],
  ])('that %s stops the start with one line that names it and its setting', async (_what, make) => {
    const path = make();
    const failed = startGatewayProcess([], {
      PORT: '0',
      PERSISTED_OPERATIONS: 'warn',
      PERSISTED_OPERATIONS_FILES: path,
    });
    expect(await failed.ended).toBe(1);
    expect(failed.output().split('\n')).toEqual([
      'The configuration is wrong:',
      expect.stringContaining(`PERSISTED_OPERATIONS_FILES: ${path} `),
      'See --help.',
      '',
    ]);
  });
});
