import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, beforeEach, describe, it } from 'node:test';

import { buildSync } from 'esbuild';
import { OneboxGatewayError, signIn } from 'onebox-gateway-client';
import { documentOf as apolloDocument } from 'onebox-gateway-client/apollo';
import { ConnectedAccountsDocument, InstagramSessionDocument } from 'onebox-gateway-client/operations';
import { documentOf as urqlDocument } from 'onebox-gateway-client/urql';

import { startGateway } from './support/gateway.mjs';

const root = join(import.meta.dirname, '..');
const project = join(root, '..', '..');
const howTo = readFileSync(join(project, 'docs', 'persisted-operations.md'), 'utf8');
// Within the package, so that its modules are found.
mkdirSync(join(root, 'node_modules', '.cache'), { recursive: true });
const folder = mkdtempSync(join(root, 'node_modules', '.cache', 'how-to-'));

let gateway;
let app;
let sent;
const realFetch = globalThis.fetch;

/** Writes each example of the page under the name in its first line. */
function writeExamples() {
  for (const [, name, code] of howTo.matchAll(/```ts\n\/\/ ([\w.]+)\n(.*?)```/gs)) {
    writeFileSync(join(folder, name), code);
  }
}

before(async () => {
  writeExamples();
  writeFileSync(
    join(folder, 'own.graphql'),
    'query Own($id: ID!) { instagramSession(id: $id) { id pages { name } } }',
  );
  mkdirSync(join(folder, 'operations'));
  cpSync(join(folder, 'own.graphql'), join(folder, 'operations', 'own.graphql'));
  cpSync(join(project, 'schema', 'gateway.graphql'), join(folder, 'schema.graphql'));
  const codegen = join(project, 'node_modules', '.bin', 'graphql-codegen');
  execFileSync(codegen, ['--config', 'codegen.ts'], { cwd: folder, stdio: 'pipe' });
  const manifests = [
    join(root, 'persisted-operations.json'),
    join(folder, 'gql', 'persisted-documents.json'),
  ];
  gateway = await startGateway({
    PERSISTED_OPERATIONS: 'enforce',
    PERSISTED_OPERATIONS_FILES: manifests.join(','),
  });
  writeFileSync(
    join(folder, 'gateway.ts'),
    `import { TokenKeeper } from 'onebox-gateway-client';
     export const url = ${JSON.stringify(gateway.url)};
     export const tokenKeeper = new TokenKeeper({ signIn: () => Promise.resolve({ token: ${JSON.stringify(gateway.sandbox.issueToken())} }) });`,
  );
  writeFileSync(
    join(folder, 'app.ts'),
    `export * from './apollo'; export * from './urql'; export * from './fetch'; export { OwnDocument } from './gql/graphql';`,
  );
  const outfile = join(folder, 'app.mjs');
  buildSync({
    entryPoints: [join(folder, 'app.ts')],
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    outfile,
  });
  app = await import(pathToFileURL(outfile).href);
  globalThis.fetch = (url, init) => {
    sent.push(JSON.parse(init.body));
    return realFetch(url, init);
  };
});

beforeEach(() => {
  sent = [];
});

after(async () => {
  globalThis.fetch = realFetch;
  await gateway.close();
  rmSync(folder, { recursive: true });
});

describe('the how-to of persisted operations', () => {
  const variables = () => ({ id: gateway.sandbox.sessionId });

  /** No text left, and the data came. */
  function check(data) {
    assert.equal(data.instagramSession.__typename, 'InstagramSession');
    assert.equal(sent.length, 1);
    assert.equal(sent[0].query ?? undefined, undefined);
  }

  it('works for the plain client', async () => {
    const { data } = await app.read(gateway.sandbox.sessionId);
    check(data);
  });

  for (const [what, apolloQuery, urqlQuery] of [
    [
      'the operations of the package',
      apolloDocument(InstagramSessionDocument),
      urqlDocument(InstagramSessionDocument),
    ],
    ['operations of the client preset'],
  ]) {
    it(`works for Apollo Client with ${what}`, async () => {
      const query = apolloQuery ?? app.OwnDocument;
      const { data } = await app.apollo.query({
        query,
        variables: variables(),
        fetchPolicy: 'network-only',
      });
      check(data);
    });

    it(`works for urql with ${what}`, async () => {
      const { data, error } = await app.urql.query(urqlQuery ?? app.OwnDocument, variables()).toPromise();
      assert.equal(error, undefined);
      check(data);
    });
  }

  it('says NOT_FOUND of an operation that no manifest has, and sends no text', async () => {
    const unknown = { ...urqlDocument(ConnectedAccountsDocument), __meta__: { hash: '0'.repeat(64) } };
    const { error } = await app.urql.query(unknown, {}).toPromise();
    assert.deepEqual(OneboxGatewayError.from(error).code, 'NOT_FOUND');
    assert.equal(sent.length, 1);
  });

  it('signs in by the text of authenticate, which the manifest has', async () => {
    const { token } = await signIn(gateway.url, gateway.sandbox.credentials);
    assert.equal(typeof token, 'string');
  });
});
