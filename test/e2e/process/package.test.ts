import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { documentedSessionId } from '../../support/fixtures';
import { startGatewayProcess } from '../../support/gateway/gateway-process';
import { type InstalledPackage, installPackage } from '../../support/gateway/installed-package';

interface Manifest {
  version: string;
}

const root = join(__dirname, '..', '..', '..');
const readJson = (...path: string[]): unknown => JSON.parse(readFileSync(join(...path), 'utf8'));
const { version } = readJson(root, 'package.json') as Manifest;
let installed: InstalledPackage;
// Where the package is, and whether it is in an image, a reader of the output does not know.
const fileName = /\w+\.md\b/;

beforeAll(() => {
  installed = installPackage();
}, 120_000);

afterAll(() => {
  installed.remove();
});

describe('the npm package', () => {
  it('contains the runtime files and the documentation, and nothing else', () => {
    const files = readdirSync(installed.packageFolder, { recursive: true, encoding: 'utf8' });
    const isFile = (path: string): boolean => statSync(join(installed.packageFolder, path)).isFile();
    const unwanted = /\.(?:map|[cm]?ts|node)$|binding\.gyp$|\/(?:tests?|benchmarks?|examples)\//;
    expect(files.filter((path) => unwanted.test(path))).toEqual([]);
    const others = files.filter(
      (path) =>
        !path.startsWith('node_modules') &&
        isFile(path) &&
        !/^(?:bin|dist)\/.*\.js$/.test(path) &&
        !/^docs\/[\w-]+\.md$/.test(path) &&
        !/^pages\/.*\.(?:css|html)$/.test(path) &&
        !/^schema\/operations\/[\w-]+\.graphql$/.test(path),
    );
    expect(others.sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'docs/schema-reference.html',
      'package.json',
      'schema/gateway.graphql',
      'schema/persisted-operations.json',
    ]);
  });

  it('installs the packages that were tested, and those only', () => {
    const { packages } = readJson(root, 'package-lock.json') as {
      packages: Record<string, { dev?: boolean; version?: string }>;
    };
    const tested = Object.entries(packages)
      .filter(([path, { dev }]) => path !== '' && dev !== true)
      .map(([path, entry]) => `${path.split('node_modules/').at(-1) ?? ''}@${entry.version ?? ''}`);
    const files = readdirSync(installed.folder, { recursive: true, encoding: 'utf8' });
    const found = files
      .filter((path) => /node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(path))
      .map((path) => {
        const name = /.*node_modules\/(.+)\/package\.json$/.exec(path)?.[1] ?? '';
        return `${name}@${(readJson(installed.folder, path) as Manifest).version}`;
      })
      .filter((name) => !name.startsWith('onebox-gateway@'));
    expect(new Set(found)).toEqual(new Set(tested));
  });

  it('prints its version and its settings', () => {
    expect(installed.run('npx', '--no-install', 'onebox-gateway', '--version').trim()).toBe(version);
    const help = installed.run('npx', '--no-install', 'onebox-gateway', '--help');
    expect(help).toContain('CACHE_SECRET');
    expect(help).not.toMatch(fileName);
  });

  it('passes the checks of doctor with its sandbox', async () => {
    const doctor = startGatewayProcess(
      ['doctor', '--sandbox'],
      { PORT: '0', SANDBOX_PORT: '0' },
      { main: join(installed.folder, 'node_modules', '.bin', 'onebox-gateway') },
    );
    expect(await doctor.ended).toBe(0);
    expect(doctor.output()).toMatch(/^onebox-gateway \S+\n(?:ok|warning) +node: /);
  });

  it('serves the query that it prints with --sandbox', async () => {
    const gateway = startGatewayProcess(
      ['--sandbox'],
      { PORT: '0', SANDBOX_PORT: '0' },
      { main: join(installed.folder, 'node_modules', '.bin', 'onebox-gateway'), cwd: installed.folder },
    );
    const [command] = await gateway.saw(/curl [^\n]*\/graphql \\\n(?:.*\\\n)*.*/);
    expect(gateway.output()).not.toMatch(fileName);
    expect(JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' }))).toMatchObject({
      data: { instagramSession: { id: documentedSessionId } },
    });
    gateway.kill('SIGKILL');
    await gateway.ended;
  });
});

describe('a gateway that cannot start', () => {
  let copy: string;

  const start = async (preload?: string): Promise<{ code: number | null; output: string }> => {
    const main = join(copy, 'bin', 'onebox-gateway.js');
    const gateway = startGatewayProcess([], { PORT: '0' }, { main, preload });
    const code = await gateway.ended;
    return { code, output: gateway.output() };
  };

  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'package-'));
    const packages = join(installed.packageFolder, 'node_modules');
    cpSync(installed.packageFolder, copy, { recursive: true, filter: (path) => path !== packages });
  });

  afterEach(() => {
    rmSync(copy, { recursive: true });
  });

  it('reports a missing build in one line, and exits with 1', async () => {
    rmSync(join(copy, 'dist'), { recursive: true });
    expect(await start()).toEqual({
      code: 1,
      output: 'onebox-gateway: it is not built. Run "npm ci && npm run build" in its folder.\n',
    });
  });

  it('reports missing packages in one line, and exits with 1', async () => {
    expect(await start()).toEqual({
      code: 1,
      output:
        'onebox-gateway: \'zod\' is not installed. Run "npm ci" in its folder, or install the package again.\n',
    });
  });

  it('reports an old Node.js in one line, and exits with 1', async () => {
    expect(await start(join(__dirname, '..', '..', 'support', 'gateway', 'preload', 'old-node.cjs'))).toEqual(
      {
        code: 1,
        output: 'onebox-gateway: Node.js 18.20.8 is too old. Install 20.19.0 or later.\n',
      },
    );
  });
});
