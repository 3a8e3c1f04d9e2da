import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { tmpdir } from 'node:os';

const root = join(__dirname, '..', '..', '..');
/** The published package, installed in an empty folder. */
export interface InstalledPackage {
  /** The folder of the installation. */
  folder: string;
  /** The package itself, in `node_modules` of `folder`. */
  packageFolder: string;
  /** Runs a command in `folder` and returns what it writes to standard output. */
  run(command: string, ...args: string[]): string;
  remove(): void;
}

/** Packs and installs the built project. PATH has only Node.js, npm and a shell, so that no compiler is used. */
export function installPackage(): InstalledPackage {
  const base = mkdtempSync(join(tmpdir(), 'installed-package-'));
  const [folder, path] = [join(base, 'installed'), join(base, 'path')];
  for (const one of [folder, path]) mkdirSync(one);
  symlinkSync(process.execPath, join(path, 'node'));
  for (const command of ['npm', 'npx', 'sh']) symlinkSync(whereIs(command), join(path, command));
  const file = execFileSync(process.execPath, [join(root, 'scripts', 'release', 'pack.mjs'), base], {
    encoding: 'utf8',
  }).trim();
  const run = (command: string, ...args: string[]): string =>
    execFileSync(join(path, command), args, {
      cwd: folder,
      encoding: 'utf8',
      env: { HOME: process.env['HOME'], PATH: path },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', file);
  return {
    folder,
    packageFolder: join(folder, 'node_modules', 'onebox-gateway'),
    run,
    remove: () => {
      rmSync(base, { recursive: true });
    },
  };
}

function whereIs(command: string): string {
  const folders = [dirname(process.execPath), ...(process.env['PATH'] ?? '').split(delimiter)];
  for (const folder of folders) {
    try {
      return realpathSync(join(folder, command));
    } catch {
      continue;
    }
  }
  throw new Error(`${command} is not on PATH.`);
}
