/**
 * Makes docs/schema-reference.html of schema/gateway.graphql with SpectaQL, which is installed in a package of its own where it is not:
 * `npm run docs:schema`. What the page was made from stands in it, for a test to compare.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Kind, parse, print, visit } from 'graphql';

import { sourceHash } from './schema-reference/source-hash.mjs';

const root = join(import.meta.dirname, '..');
const generator = join(import.meta.dirname, 'schema-reference');

function run(command, args) {
  const env = {
    ...process.env,
    NODE_OPTIONS: `--require ${JSON.stringify(join(generator, 'fixed-random.cjs'))}`,
  };
  const stdio = ['ignore', 'ignore', 'inherit'];
  const { status } = spawnSync(command, args, { cwd: generator, env, stdio });
  if (status !== 0) process.exit(1);
}

/** The types alone: SpectaQL knows no directive of federation. */
function withoutDirectives(sdl) {
  const document = visit(parse(sdl), { Directive: () => null });
  const definitions = document.definitions.filter(
    ({ kind }) => kind !== Kind.DIRECTIVE_DEFINITION && kind !== Kind.SCHEMA_EXTENSION,
  );
  return print({ ...document, definitions });
}

if (!existsSync(join(generator, 'node_modules'))) run('npm', ['ci', '--ignore-scripts']);
const folder = mkdtempSync(join(tmpdir(), 'schema-reference-'));
try {
  const schemaFile = join(folder, 'schema.graphql');
  writeFileSync(schemaFile, withoutDirectives(readFileSync(join(root, 'schema', 'gateway.graphql'), 'utf8')));
  run('npx', [
    'spectaql',
    'spectaql.yml',
    '--schema-file',
    schemaFile,
    '--target-dir',
    folder,
    '--target-file',
    'reference.html',
  ]);
  const made = readFileSync(join(folder, 'reference.html'), 'utf8');
  const ownParts = made
    // It names pictures that it does not have.
    .replace(/<link rel="icon"[^>]*>/, '<link rel="icon" href="data:," />')
    .replace(/<img[^>]*src="images\/logo[^>]*>/, '')
    .replace('<li><a href="#"></a></li>', '')
    .replace('<article id="content"', '<article id="content" role="main"')
    .replace(
      '</head>',
      () => `<style>${readFileSync(join(generator, 'contrast.css'), 'utf8')}</style>\n</head>`,
    );
  const stamped = ownParts.replace('<head>', `<head>\n<meta name="source" content="${sourceHash()}" />`);
  writeFileSync(join(root, 'docs', 'schema-reference.html'), stamped);
} finally {
  rmSync(folder, { recursive: true });
}
