/** Sees to it that the packages are there which the benchmark compares the gateway with. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '..', 'bench');
const changedMs = (file) => statSync(join(folder, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (changedMs('node_modules/.package-lock.json') < changedMs('package-lock.json')) {
  const { status } = spawnSync('npm', ['ci', '--prefix', folder, '--ignore-scripts'], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
