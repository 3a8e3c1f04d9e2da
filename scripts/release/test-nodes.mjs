/**
 * Installs and tests a clean copy of the committed project on every Node.js that it supports, or on those given:
 * `npm run test:nodes -- 22 24`. With folders of tests it runs these in place of `npm test`: `npm run test:nodes -- 26 test/unit`.
 * npm has each Node.js as the package `node`.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const args = process.argv.slice(2);
const given = args.filter((arg) => /^\d/.test(arg));
const tests = args.filter((arg) => !given.includes(arg));
const versions = given.length > 0 ? given : ['20.19.0', '22', '24', '26'];
const command = tests.length > 0 ? `npm run build && node_modules/.bin/jest ${tests.join(' ')}` : 'npm test';

const failed = versions.filter((version) => !passes(version));
console.log(
  `\n${versions.length - failed.length} passed, ${failed.length} failed ${failed.join(', ')}`.trimEnd(),
);
if (failed.length > 0) process.exitCode = 1;

function passes(version) {
  const copy = mkdtempSync(join(tmpdir(), `gateway-node-${version}-`));
  const run = (program, ...options) => execFileSync(program, options, { cwd: copy, stdio: 'inherit' });
  console.log(`\n== Node.js ${version}: ${command}`);
  try {
    run('git', 'clone', '--quiet', process.cwd(), '.');
    run(
      'npx',
      '--yes',
      '-p',
      `node@${version}`,
      '-c',
      `node --version && npm ci --engine-strict && ${command}`,
    );
    return true;
  } catch ({ message }) {
    console.error(message);
    return false;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
