/**
 * Installs the programs and packages that `npm test` needs; with the argument `alerts` or `image`, those of
 * `npm run test:alerts` or `npm run test:image`. Prints nothing where all are installed.
 */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const [set = 'test'] = process.argv.slice(2);

/** A tool is there when one of its commands is on PATH. */
const tools = {
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
}[set];

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

function run(command, ...args) {
  if (spawnSync(command, args, { stdio: 'inherit' }).status !== 0) process.exit(1);
}

function installLine(missing) {
  return process.platform === 'darwin'
    ? missing.map(({ brewArguments }) => `brew install ${brewArguments}`).join(' && ')
    : `sudo apt-get install -y ${missing.map(({ aptPackage }) => aptPackage).join(' ')}`;
}

const missing = missingTools();
if (missing.length > 0 && process.getuid?.() === 0 && isOnPath('apt-get')) {
  const packages = missing.map(({ aptPackage }) => aptPackage);
  console.log(`The tests need ${packages.join(', ')}: installing.`);
  run('apt-get', 'update');
  run('apt-get', 'install', '-y', '--no-install-recommends', ...packages);
} else if (missing.length > 0) {
  console.error(`The tests need more than is here. Run: ${installLine(missing)}`);
}
if (missingTools().length > 0) process.exit(1);
if (set === 'test') {
  // Folders with packages of their own, which running the gateway does not need.
  for (const folder of ['test/federation', 'clients/onebox-gateway-client', 'examples/react']) {
    installPackages(folder);
  }
  // One that is optional is compiled, and is for XML only.
  installPackages('scripts/release', '--omit=optional');
}

function installPackages(...args) {
  run(process.execPath, join(import.meta.dirname, 'install-packages.mjs'), ...args);
}
