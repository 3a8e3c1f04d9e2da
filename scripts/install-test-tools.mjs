/**
 * Installs the programs and packages that `npm test` needs; with the arguments `alerts` and `image`, those of
 * `npm run test:alerts` and `npm run test:image`. Prints nothing where all are installed.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

import { runAtOnce } from './run-at-once.mjs';

const sets = process.argv.length > 2 ? process.argv.slice(2) : ['test'];

/** A tool is there when one of its commands is on PATH. */
const toolsOf = {
  test: [
    {
      commands: ['chromium', 'chromium-browser', 'google-chrome'],
      aptPackage: 'chromium',
      brewArguments: '--cask chromium',
    },
    { commands: ['redis-server'], aptPackage: 'redis-server', brewArguments: 'redis' },
  ],
  alerts: [{ commands: ['promtool'], aptPackage: 'prometheus', brewArguments: 'prometheus' }],
  // podman builds with the code of buildah, and runs what it built as an operator does. runc takes hybrid cgroups too.
  image: [
    { commands: ['podman'], aptPackage: 'podman', brewArguments: 'podman' },
    { commands: ['runc'], aptPackage: 'runc', brewArguments: 'runc' },
  ],
};
const tools = sets.flatMap((set) => toolsOf[set]);

function canRun(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function isOnPath(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => canRun(join(folder, command)));
}

function missingTools() {
  return tools.filter(({ commands }) => !commands.some(isOnPath));
}

function installLine(missing) {
  return process.platform === 'darwin'
    ? missing.map(({ brewArguments }) => `brew install ${brewArguments}`).join(' && ')
    : `sudo apt-get install -y ${missing.map(({ aptPackage }) => aptPackage).join(' ')}`;
}

const missing = missingTools();
const commands = [];
if (missing.length > 0 && process.getuid?.() === 0 && isOnPath('apt-get')) {
  const packages = missing.map(({ aptPackage }) => aptPackage);
  console.log(`The tests need ${packages.join(', ')}: installing.`);
  const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  commands.push(['sh', '-c', `apt-get update && ${install}`]);
} else if (missing.length > 0) {
  console.error(`The tests need more than is here. Run: ${installLine(missing)}`);
  process.exit(1);
}
if (sets.includes('test')) {
  // Folders with packages of their own, which running the gateway does not need.
  for (const folder of ['test/federation', 'clients/onebox-gateway-client', 'examples/react']) {
    commands.push(installOf(folder));
  }
  // One that is optional is compiled, and is for XML only.
  commands.push(installOf('scripts/release', '--omit=optional'));
}
if (!(await runAtOnce(commands)) || missingTools().length > 0) process.exit(1);

function installOf(...args) {
  return [process.execPath, join(import.meta.dirname, 'install-packages.mjs'), ...args];
}
