/**
 * Installs the packages of a folder that has packages of its own, where they are missing or older than its lock file:
 * `node scripts/install-packages.mjs bench`. Other arguments are for npm.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const [name, ...options] = process.argv.slice(2);
const folder = join(import.meta.dirname, '..', name);
const changedMs = (file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (changedMs('node_modules/.package-lock.json') < changedMs('package-lock.json')) {
  console.log(`${name} needs packages of its own: installing.`);
  const { status } = spawnSync('npm', ['ci', '--prefix', folder, '--ignore-scripts', ...options], {
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}
