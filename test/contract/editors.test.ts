import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { buildSchema, isSpecifiedScalarType, parse, validate } from 'graphql';

import { startApp } from '../../src/app';
import { loadConfig } from '../../src/config/config';
import { brunoRequests, interpolated, sandboxVariables, valueAt } from '../support/bruno-collection';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const operationFiles = readdirSync(join(root, 'schema', 'operations'));

describe('the Bruno collection', () => {
  it('has every operation of schema/operations, to the letter', () => {
    const texts = brunoRequests().map(({ body }) => body.graphql.query.trim());
    const operations = operationFiles.map((file) => read(`schema/operations/${file}`).trim());
    expect(texts.sort()).toEqual(operations.sort());
  });

  it('runs in its order against a new sandbox', async () => {
    const app = await startApp(
      loadConfig({ sandbox: true }, { PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' }),
    );
    const variables = sandboxVariables().set('url', `${app.origin}/graphql`);
    try {
      for (const { meta, http, auth, body, vars, assertions } of brunoRequests()) {
        const token = http.auth === 'bearer' ? interpolated(auth?.bearer?.token ?? '', variables) : undefined;
        const response = await fetch(interpolated(http.url, variables), {
          method: http.method,
          headers: {
            'content-type': 'application/json',
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
          },
          body: JSON.stringify({
            query: body.graphql.query,
            variables: JSON.parse(interpolated(body.graphql.variables, variables)) as object,
          }),
        });
        const answer: unknown = await response.json();
        expect({ request: meta.name, status: response.status, answer }).toEqual({
          request: meta.name,
          status: 200,
          answer: { data: expect.any(Object) as object },
        });
        expect(assertions.map(({ name, value }) => `${name} ${value}`)).toEqual([
          'res.status eq 200',
          'res.body.errors isUndefined',
        ]);
        for (const { name, value } of vars?.res ?? []) variables.set(name, String(valueAt(answer, value)));
      }
    } finally {
      await app.close();
    }
  });
});

describe('graphql.config.yml', () => {
  it('gives editors the schema, and operations that are valid in it', async () => {
    // The library that editors load it with comes with the code generator.
    const { loadConfig: loadGraphqlConfig } = createRequire(require.resolve('@graphql-codegen/cli'))(
      'graphql-config',
    ) as {
      loadConfig: (options: { rootDir: string }) => Promise<{
        getDefault: () => { schema: string; documents: string };
      }>;
    };
    const { schema, documents } = (await loadGraphqlConfig({ rootDir: root })).getDefault();
    const built = buildSchema(read(schema), { assumeValidSDL: true });
    expect(documents).toBe('schema/operations/*.graphql');
    for (const file of operationFiles) {
      expect(validate(built, parse(read(`schema/operations/${file}`)))).toEqual([]);
    }
  });
});

describe('the devcontainer', () => {
  const container = JSON.parse(read('.devcontainer/devcontainer.json')) as Record<
    'postCreateCommand' | 'postAttachCommand',
    string
  > & { forwardPorts: number[] };

  it('forwards the ports of the gateway and the sandbox', () => {
    const { server, sandbox } = loadConfig({ sandbox: true }, {});
    expect(container.forwardPorts).toEqual([server.port, sandbox?.port]);
  });

  it('runs npm scripts and files that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const commands = `${container.postCreateCommand} && ${container.postAttachCommand}`.split(' && ');
    for (const command of commands) {
      const [, file = ''] = /^node (\S+)$/.exec(command) ?? [];
      if (file !== '') expect(existsSync(join(root, file))).toBe(true);
      else if (command === 'npm start') expect(scripts).toHaveProperty('start');
      else expect(command).toMatch(/^npm ci$|^sudo apt-get (update|install) ?/);
    }
  });

  it('installs the programs that the tests need, and packages of npm not as root', () => {
    const script = read('scripts/install-test-tools.mjs');
    const [, ofTests = ''] = /test: \[(.*?)\n {2}\],/s.exec(script) ?? [];
    const programs = [...ofTests.matchAll(/aptPackage: '([\w-]+)'/g)].map(([, name]) => name);
    expect(programs.length).toBeGreaterThan(1);
    expect(container.postCreateCommand).toContain(
      `sudo apt-get install -y --no-install-recommends ${programs.join(' ')} &&`,
    );
    expect(container.postCreateCommand).not.toMatch(/sudo (?!apt-get )/);
  });
});

describe('docs/schema-reference.html', () => {
  const page = read('docs/schema-reference.html');

  it('is made of the schema as it is, by the generator as it is: npm run docs:schema', () => {
    const file = pathToFileURL(join(root, 'scripts', 'schema-reference', 'source-hash.mjs')).href;
    const script = `import(${JSON.stringify(file)}).then(({ sourceHash }) => console.log(sourceHash()))`;
    const hash = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect(/<meta name="source" content="(\w+)"/.exec(page)?.[1]).toBe(hash.trim());
  });

  it('has every type, field and value', () => {
    const schema = buildSchema(read('schema/gateway.graphql'), { assumeValidSDL: true });
    const types = Object.values(schema.getTypeMap()).filter(
      (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
    );
    const names = types.flatMap((type) => [
      type.name,
      ...('getFields' in type ? Object.keys(type.getFields()) : []),
      ...('getValues' in type ? type.getValues().map(({ name }) => name) : []),
    ]);
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => !page.includes(name))).toEqual([]);
  });
});
