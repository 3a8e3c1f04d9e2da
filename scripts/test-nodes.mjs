/** Installs and tests a clean copy of the committed project on every Node that it supports. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20.19.0', '22', '24', '26'];

for (const version of versions) {
  const copy = mkdtempSync(join(tmpdir(), `gateway-node-${version}-`));
  const run = (command, ...args) => execFileSync(command, args, { cwd: copy, stdio: 'inherit' });
  console.log(`\n== Node ${version}`);
  try {
    run('git', 'clone', '--quiet', process.cwd(), '.');
    run(
      'npx',
      '--yes',
      '-p',
      `node@${version}`,
      '-c',
      'node --version && npm ci --engine-strict && npm test',
    );
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
