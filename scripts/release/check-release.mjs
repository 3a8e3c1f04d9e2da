/** Checks whether what is committed can be released: `npm run release:check`. Runs every check, and fails if one fails. */
import { spawnSync } from 'node:child_process';

const checks = [
  ['everything is committed', 'git', ['diff', '--exit-code', '--stat', 'HEAD']],
  ['changelog entry and versions', 'node', ['scripts/release/check-changelog.mjs']],
  ['changes of the schema', 'npm', ['run', 'schema:check']],
  ['packages of the tests', 'node', ['scripts/install-test-tools.mjs', 'test', 'image']],
  // The linter reads its types.
  ['client package', 'npm', ['run', 'build', '--prefix', 'clients/onebox-gateway-client']],
  ['types, lint and format', 'npm', ['run', 'check']],
  ['licences', 'npm', ['run', 'licences:check']],
  ['bill of materials', 'npm', ['run', 'sbom']],
  ['package', 'npm', ['run', 'package']],
  ['package installed and run', 'npx', ['jest', 'test/e2e/process/package']],
  ['image built and run', 'npm', ['run', 'test:image']],
];

const results = checks.map(([name, command, args]) => {
  console.log(`\n== ${name}`);
  return [name, spawnSync(command, args, { stdio: 'inherit' }).status === 0];
});
console.log('');
for (const [name, isPassed] of results) console.log(`${isPassed ? 'ok    ' : 'FAILED'} ${name}`);
process.exitCode = results.every(([, isPassed]) => isPassed) ? 0 : 1;
