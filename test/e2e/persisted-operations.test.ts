import { createHash } from 'node:crypto';
import { writeFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { getIntrospectionQuery } from 'graphql';

import { type BuiltGateway, BuiltGateways, post as postTo, refusalOf } from '../support/built-gateways';
import { documentedSessionId } from '../support/fixtures';

let gateways: BuiltGateways;
let standard: BuiltGateway;

beforeAll(async () => {
  gateways = await BuiltGateways.begin();
  standard = await gateways.start();
}, 30_000);

beforeEach(() => {
  gateways.resetOnebox();
});

afterAll(() => gateways.close());

const bearer = { authorization: 'Bearer some.callers.token' };

const post = (body: unknown, headers = {}, to = standard): Promise<Response> => postTo(to, body, headers);

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

  it('are missed in the log, without their text, where that is only a warning', async () => {
    const warning = await gateways.start({ PERSISTED_OPERATIONS: 'warn' });
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
