import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

interface LockFile {
  packages: Record<
    string,
    {
      integrity?: string;
      link?: boolean;
      hasInstallScript?: boolean;
      dev?: boolean;
      version?: string;
    }
  >;
}

const lockFile = (folder = ''): [string, LockFile['packages'][string]][] =>
  Object.entries((JSON.parse(read(join(folder, 'package-lock.json'))) as LockFile).packages).filter(
    ([path]) => path !== '',
  );

/** The folders of the project that have packages of their own. */
function packageFolders(folder = ''): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  const inside = entries.filter((one) => one.isDirectory() && !/^(\.|dist$|node_modules$)/.test(one.name));
  return [
    ...(entries.some(({ name }) => name === 'package.json') ? [folder] : []),
    ...inside.flatMap(({ name }) => packageFolders(join(folder, name))),
  ];
}

const folders = packageFolders();

it('every folder with a package.json is checked', () => {
  expect(folders).toEqual(
    expect.arrayContaining([
      '',
      'bench',
      'clients/onebox-gateway-client',
      'examples/react',
      'scripts/release',
      'test/federation',
    ]),
  );
});

describe.each(folders)('in /%s', (folder) => {
  it('every dependency is pinned exactly', () => {
    const manifest = JSON.parse(read(join(folder, 'package.json'))) as Record<string, object>;
    // A peer is a range: which version is installed is for the application to say.
    const kinds = Object.keys(manifest).filter((kind) => /^(dev)?dependencies$|^overrides$/i.test(kind));
    const versions = kinds.flatMap((kind) => Object.entries(manifest[kind] ?? {}));
    expect(versions.length).toBeGreaterThan(0);
    const isPinned = (version: unknown): boolean => /^\d+\.\d+\.\d+(-[\w.]+)?$|^file:/.test(String(version));
    expect(versions.filter(([, version]) => !isPinned(version))).toEqual([]);
  });

  it('every package is locked to its content', () => {
    const locked = lockFile(folder).filter(([path, { link }]) => link !== true && !path.startsWith('..'));
    expect(locked.length).toBeGreaterThan(30);
    expect(locked.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  });
});

it('no package that runs in production needs an install script', () => {
  const scripted = lockFile().filter(([, entry]) => entry.hasInstallScript === true && entry.dev !== true);
  // This one only warns of versions.
  expect(scripted.map(([path]) => path)).toEqual(['node_modules/@apollo/protobufjs']);
});

const runTool = (name: string, ...args: string[]): string =>
  execFileSync(join(root, 'scripts', 'release', 'node_modules', '.bin', name), args, {
    cwd: root,
    encoding: 'utf8',
  });

it('every package that runs in production has an allowed licence', () => {
  expect(runTool('licensee', '--production', '--errors-only')).toBe('');
});

it('the CycloneDX list has every package that runs in production', () => {
  interface Component {
    group?: string;
    name: string;
    version: string;
    components?: Component[];
  }
  const { bomFormat, components } = JSON.parse(
    runTool('cyclonedx-npm', '--omit', 'dev', '--package-lock-only', '--output-file', '-'),
  ) as { bomFormat: string; components: Component[] };
  const listed = (one: Component): string[] => [
    `${one.group === undefined ? '' : `${one.group}/`}${one.name}@${one.version}`,
    ...(one.components ?? []).flatMap(listed),
  ];
  const shipped = lockFile()
    .filter(([, { dev }]) => dev !== true)
    .map(([path, { version = '' }]) => `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`);
  expect(bomFormat).toBe('CycloneDX');
  expect(new Set(components.flatMap(listed))).toEqual(new Set(shipped));
}, 60_000);
