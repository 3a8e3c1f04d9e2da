/**
 * Packs the built gateway with the packages that were tested, for `npm publish`: `node scripts/release/pack.mjs <folder>`. Prints the file.
 *
 * They are bundled, as npm bundles its own. `overrides` do not reach an installed package, and npm 11 does not read a
 * shrinkwrap from a tarball. `bundleDependencies` is written here, since `npm install` does not end with it.
 */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

import { isUnused } from './unused-files.mjs';

const root = join(import.meta.dirname, '..', '..');
const destination = resolve(process.argv[2] ?? '.');
const readJson = (file) => JSON.parse(readFileSync(join(root, file), 'utf8'));
const npm = (cwd, ...args) =>
  JSON.parse(
    execFileSync('npm', [...args, '--json'], { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }),
  );

if (!existsSync(join(root, 'dist', 'main.js'))) throw new Error('There is no build. Run: npm run build');

// In the file system of what is linked.
const stage = mkdtempSync(join(root, 'node_modules', '.package-'));
try {
  const [{ files }] = npm(root, 'pack', '--dry-run', '--ignore-scripts');
  for (const { path } of files) cpSync(join(root, path), join(stage, path));
  for (const [path, { dev }] of Object.entries(readJson('package-lock.json').packages)) {
    if (path !== '' && dev !== true) linkPackage(path);
  }
  const {
    name,
    version,
    description,
    license,
    bin,
    files: patterns,
    engines,
    dependencies,
  } = readJson('package.json');
  const bundleDependencies = Object.keys(dependencies);
  const manifest = {
    name,
    version,
    description,
    license,
    bin,
    files: patterns,
    engines,
    dependencies,
    bundleDependencies,
  };
  writeFileSync(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const [{ filename }] = npm(stage, 'pack', '--pack-destination', destination);
  console.log(join(destination, filename));
} finally {
  rmSync(stage, { recursive: true });
}

/** Links a package without the packages in it, and without what nothing loads: copying takes longer than packing. */
function linkPackage(path) {
  mkdirSync(join(stage, path), { recursive: true });
  for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
    const inside = join(path, entry.name);
    if (entry.name === 'node_modules' || isUnused(entry)) continue;
    if (entry.isDirectory()) linkPackage(inside);
    if (entry.isFile()) linkSync(join(root, inside), join(stage, inside));
  }
}
