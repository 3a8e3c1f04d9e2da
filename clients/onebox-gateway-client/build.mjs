/** Builds ES modules and CommonJS, a file for a file, so that a bundler takes only what is used and both have one error class each. */
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { build } from 'esbuild';

const root = import.meta.dirname;
const sources = readdirSync(join(root, 'src'), { recursive: true })
  .filter((name) => /\.(ts|json)$/.test(name))
  .map((name) => join(root, 'src', name));

rmSync(join(root, 'dist'), { recursive: true, force: true });
for (const format of ['esm', 'cjs']) {
  await build({ entryPoints: sources, outdir: join(root, 'dist', format), format, target: 'es2022' });
}
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
execFileSync(process.execPath, [compiler, '-p', root], { stdio: 'inherit' });
cpSync(join(root, 'dist', 'esm'), join(root, 'dist', 'cjs'), {
  recursive: true,
  filter: (source) => !source.endsWith('.js'),
});
writeFileSync(join(root, 'dist', 'cjs', 'package.json'), '{ "type": "commonjs" }\n');
