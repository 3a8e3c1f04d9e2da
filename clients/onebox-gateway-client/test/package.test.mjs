import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';

import { bundleOf } from './support/bundle.mjs';

const root = join(import.meta.dirname, '..');
const modules = join(root, 'node_modules');
const folder = mkdtempSync(join(tmpdir(), 'packed-client-'));
const installed = join(folder, 'node_modules', 'onebox-gateway-client');
const entries = ['', '/operations', '/apollo', '/urql', '/msw'];

const run = (command, args, options = {}) =>
  execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', ...options });

let packed;
let tarball;

/** Packs the package, and installs it as somebody else would, with the clients beside it. */
before(() => {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  [packed] = Object.values(JSON.parse(run('npm', args, { cwd: root })));
  tarball = join(folder, packed.filename);
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', tarball, '-C', installed, '--strip-components', '1']);
  for (const name of readdirSync(modules).filter((one) => !one.startsWith('.'))) {
    symlinkSync(join(modules, name), join(folder, 'node_modules', name));
  }
});

describe('the packed package', () => {
  it('has what is imported, the manifest, the README and the licence, and nothing else', () => {
    const paths = packed.files.map(({ path }) => path);
    const others = paths.filter((path) => !/^dist\/(esm|cjs)\/(generated\/)?[\w-]+\.(js|d\.ts)$/.test(path));
    assert.deepEqual(others.sort(), [
      'LICENSE',
      'README.md',
      'dist/cjs/package.json',
      'package.json',
      'persisted-operations.json',
    ]);
    assert.ok(packed.size < 45_000, String(packed.size));
  });

  it('has no dependency, and each client as an optional peer', () => {
    const { dependencies, peerDependencies, peerDependenciesMeta } = JSON.parse(
      run(process.execPath, ['-p', 'JSON.stringify(require("onebox-gateway-client/package.json"))']),
    );
    assert.equal(dependencies, undefined);
    assert.deepEqual(Object.keys(peerDependenciesMeta), Object.keys(peerDependencies));
    for (const { optional } of Object.values(peerDependenciesMeta)) assert.equal(optional, true);
  });

  it('resolves its types in ES modules, CommonJS and bundlers', () => {
    const attw = join(modules, '@arethetypeswrong', 'cli', 'dist', 'index.js');
    // Node 10's resolution knows no `exports`.
    const report = run(process.execPath, [attw, tarball, '--format', 'json', '--profile', 'node16']);
    const { analysis, problems = {} } = JSON.parse(report);
    const found = (analysis.problems ?? Object.values(problems).flat()).filter(
      ({ resolutionKind }) => resolutionKind !== 'node10',
    );
    assert.deepEqual(found, []);
    assert.equal(analysis.types.kind, 'included');
    // The two JSON files too.
    assert.equal(Object.keys(analysis.entrypoints).length, entries.length + 2);
  });

  it('can be imported and required, each entry', () => {
    const names = entries.map((entry) => `onebox-gateway-client${entry}`);
    const required = names.map((name) => `require('${name}');`).join(' ');
    run(process.execPath, ['--input-type=commonjs', '--eval', required]);
    const imported = names.map((name) => `import '${name}';`).join(' ');
    run(process.execPath, ['--input-type=module', '--eval', imported]);
  });

  it('needs no other package for its plain client', () => {
    const { text } = bundleOf(
      "export * from 'onebox-gateway-client'; export * from 'onebox-gateway-client/operations';",
      folder,
    );
    assert.doesNotMatch(text, /\b(?:require|import)\b\s*[("']/);
  });
});

describe('its types', () => {
  const use = `
    import { createGatewayClient, type GatewayErrorCode, OneboxGatewayError, TokenKeeper } from 'onebox-gateway-client';
    import type { ErrorReason, InstagramSession } from 'onebox-gateway-client';
    import { InstagramSessionDocument, InstagramAuthUrlDocument } from 'onebox-gateway-client/operations';

    const codes: Record<GatewayErrorCode, string> = {
      UNAUTHENTICATED: 'a', FORBIDDEN: 'a', NOT_FOUND: 'a', BAD_USER_INPUT: 'a', RATE_LIMITED: 'a', ONEBOX_TIMEOUT: 'a',
      ONEBOX_UNAVAILABLE: 'a', ONEBOX_BAD_RESPONSE: 'a', OVERLOADED: 'a', INTERNAL_SERVER_ERROR: 'a',
      PERSISTED_QUERY_NOT_SUPPORTED: 'a', PERSISTED_QUERY_NOT_FOUND: 'a', NETWORK_ERROR: 'a', UNKNOWN: 'a',
    };
    export function textOf(error: OneboxGatewayError): string {
      switch (error.code) {
        case 'UNAUTHENTICATED': case 'FORBIDDEN': case 'NOT_FOUND': case 'BAD_USER_INPUT': case 'RATE_LIMITED':
        case 'ONEBOX_TIMEOUT': case 'ONEBOX_UNAVAILABLE': case 'ONEBOX_BAD_RESPONSE': case 'OVERLOADED':
        case 'INTERNAL_SERVER_ERROR': case 'PERSISTED_QUERY_NOT_SUPPORTED': case 'PERSISTED_QUERY_NOT_FOUND':
        case 'NETWORK_ERROR': case 'UNKNOWN':
          return codes[error.code];
      }
    }
    // @ts-expect-error -- most codes are missing
    export function incomplete(error: OneboxGatewayError): string {
      switch (error.code) { case 'FORBIDDEN': return 'a'; }
    }
    export const reason: ErrorReason = 'QUOTA_EXHAUSTED';
    // @ts-expect-error -- no reason of the schema
    export const wrong: ErrorReason = 'QUOTA';

    const client = createGatewayClient({ url: '/graphql', tokenKeeper: new TokenKeeper({ signIn: () => Promise.resolve({ token: 'a' }) }) });
    export async function names(): Promise<(string | null)[]> {
      const { data, errors } = await client.request(InstagramSessionDocument, { id: 'a' });
      const until: Date | undefined = errors[0]?.retryAt;
      const picture: string | null | undefined = data.instagramSession?.pages[0]?.instagramAccounts[0]?.profilePictureUrl;
      await client.request(InstagramAuthUrlDocument);
      // @ts-expect-error -- the id is missing
      await client.request(InstagramSessionDocument);
      // @ts-expect-error -- there is no such field
      data.instagramSession?.nothing;
      return [data.instagramSession?.profile.name ?? null, picture ?? null, until?.toISOString() ?? null];
    }
    export type Pages = InstagramSession['pages'];
  `;
  const clients = `
    import { ApolloLink, HttpLink, ApolloClient, InMemoryCache } from '@apollo/client';
    import { createClient, fetchExchange } from '@urql/core';
    import { TokenKeeper } from 'onebox-gateway-client';
    import { gatewayLink, documentOf } from 'onebox-gateway-client/apollo';
    import { gatewayExchange, documentOf as urqlDocument } from 'onebox-gateway-client/urql';
    import { gatewayError, gatewayHandlers } from 'onebox-gateway-client/msw';
    import { InstagramSessionDocument } from 'onebox-gateway-client/operations';

    const tokenKeeper = new TokenKeeper({ signIn: () => Promise.resolve({ token: 'a' }) });
    export const apollo = new ApolloClient({
      cache: new InMemoryCache(),
      link: ApolloLink.from([gatewayLink({ tokenKeeper }), new HttpLink({ uri: '/graphql' })]),
    });
    export const urql = createClient({ url: '/graphql', exchanges: [gatewayExchange({ tokenKeeper }), fetchExchange] });
    export async function ask(): Promise<(string | null | undefined)[]> {
      const variables = { id: 'a' };
      const { data } = await apollo.query({ query: documentOf(InstagramSessionDocument), variables });
      const result = await urql.query(urqlDocument(InstagramSessionDocument), variables).toPromise();
      // @ts-expect-error -- there is no such field
      result.data?.instagramSession?.nothing;
      return [data?.instagramSession?.profile.name, result.data?.instagramSession?.id];
    }
    export const handlers = [...gatewayHandlers('/graphql'), gatewayError('/graphql', 'TOKEN_EXPIRED')];
  `;
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022', 'DOM', 'DOM.Iterable', 'ESNext.Disposable'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
  };

  // What is the reader's, or comes from an earlier example.
  const given = `
    import type { Credentials, TokenKeeper as Keeper } from 'onebox-gateway-client';
    import type * as operations from 'onebox-gateway-client/operations';
    declare global {
      const url: string; const sessionId: string; const input: HTMLInputElement; const link: HTMLAnchorElement;
      function askForCredentials(): Promise<Credentials>; function showForm(): void; function hideForm(): void;
      const tokenKeeper: Keeper; const InstagramSessionDocument: typeof operations.InstagramSessionDocument;
    }
  `;
  // The one that leaves something out does not compile.
  const examples = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```ts\n(.*?)```/gs)]
    .map(([, code]) => `${code}\nexport {};`)
    .filter((code) => !code.includes('// …'));

  for (const [name, sources, options] of [
    [
      'without any client, its own declarations checked too',
      { 'use.mts': use, 'use.cts': use },
      { module: 'Node16' },
    ],
    [
      'with each client, in a bundler, and as the README shows',
      {
        'clients.ts': clients,
        'given.ts': given,
        ...Object.fromEntries(examples.map((code, index) => [`example-${index}.ts`, code])),
      },
      { module: 'ESNext', moduleResolution: 'Bundler', skipLibCheck: true },
    ],
  ]) {
    it(`are strict ${name}`, () => {
      const files = Object.keys(sources);
      for (const file of files) writeFileSync(join(folder, file), sources[file]);
      const project = join(folder, `tsconfig-${name.length}.json`);
      writeFileSync(project, JSON.stringify({ compilerOptions: { ...compilerOptions, ...options }, files }));
      try {
        run(process.execPath, [join(modules, 'typescript', 'bin', 'tsc'), '-p', project]);
      } catch ({ stdout }) {
        assert.equal(stdout, '');
      }
    });
  }
});

it('ships the manifest of its operations', () => {
  assert.ok(existsSync(join(installed, 'persisted-operations.json')));
});
