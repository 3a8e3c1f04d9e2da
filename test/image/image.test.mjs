/** Builds the image and runs it as an operator does: `npm run test:image`. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { provideBaseImages } from './base-images.mjs';
import { createPodman } from './podman.mjs';

const root = join(import.meta.dirname, '..', '..');
const dockerfile = join(root, 'deploy', 'Dockerfile');
const image = 'localhost/onebox-gateway';
// As the manifests run it.
const asOperator = ['--read-only', '--cap-drop=ALL', '--security-opt=no-new-privileges', '--network=host'];
const folder = mkdtempSync(join(tmpdir(), 'gateway-image-'));
const { podman, start } = createPodman(folder);

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

try {
  podman('info');
} catch ({ message, stderr }) {
  console.error(`npm run test:image needs a podman that works here. podman info says: ${stderr || message}`);
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}

before(() => {
  const { file, volumes } = provideBaseImages({ dockerfile, podman, folder });
  const cache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
  podman(
    ...['build', '--quiet', '--format=docker', '--layers=false', '--pull=never', '--network=host'],
    ...[...volumes, `${cache}:/root/.npm`].flatMap((volume) => ['--volume', volume]),
    ...['--file', file, '--tag', image, root],
  );
});

after(() => {
  try {
    podman('rm', '--all', '--force', '--time=0');
    podman('rmi', '--all', '--force');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe('the image', () => {
  it('has an unprivileged user, the labels of the project, and a health check', () => {
    const [{ Config: config, Healthcheck: healthcheck }] = JSON.parse(podman('image', 'inspect', image));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    assert.equal(config.User, '65532:65532');
    assert.equal(config.Labels['org.opencontainers.image.title'], 'onebox-gateway');
    assert.equal(config.Labels['org.opencontainers.image.version'], version);
    assert.equal(config.Labels['org.opencontainers.image.licenses'], 'MIT');
    assert.ok(healthcheck.Test.includes('/app/deploy/healthcheck.mjs'));
  });

  it('has no sources, source maps, declarations, tests, development packages or empty folders', () => {
    const list = `const entries = fs.readdirSync('/app', { recursive: true, withFileTypes: true });
      const pathOf = ({ parentPath, name }) => path.relative('/app', path.join(parentPath, name));
      const paths = (isWanted) => entries.filter(isWanted).map(pathOf);
      const [files, folders] = [paths((one) => !one.isDirectory()), paths((one) => one.isDirectory())];
      process.stdout.write(JSON.stringify({ files, folders }));`;
    const { files, folders } = JSON.parse(podman('run', '--rm', ...asOperator, image, '-e', list));
    assert.ok(files.includes('dist/main.js'));
    assert.deepEqual(
      files.filter((path) =>
        /\.(?:map|[cm]?ts)$|^src\/|\/tests?\/|node_modules\/(?:typescript|\.bin)\//.test(path),
      ),
      [],
    );
    const isEmpty = (path) => !files.some((file) => file.startsWith(`${path}/`));
    assert.deepEqual(folders.filter(isEmpty), []);
  });

  it('serves the printed query of its sandbox on every interface, with a read-only root', async () => {
    const [port, sandboxPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
    const settings = {
      PORT: port,
      SANDBOX_PORT: sandboxPort,
      METRICS_PORT: metricsPort,
      SHUTDOWN_DELAY_MS: 0,
    };
    const env = Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
    const container = start(
      ...asOperator,
      '--name=gateway',
      ...env,
      image,
      'bin/onebox-gateway.js',
      '--sandbox',
    );
    const [command] = await container.saw(/curl [^\n]*\/graphql \\\n(?:.*\\\n)*.*'\n/);
    const { data, errors } = JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' }));
    assert.equal(errors, undefined);
    assert.equal(data.instagramSession.profile.name, 'Ovan Donnovan');

    // From another machine a published port leads to an address that is not the loopback one.
    const { address = '127.0.0.1' } =
      Object.values(networkInterfaces())
        .flat()
        .find(({ family, internal }) => family === 'IPv4' && !internal) ?? {};
    const { status } = await fetch(`http://${address}:${sandboxPort}/api/connection`);
    assert.equal(status, 401);

    const read = (file) =>
      podman('exec', 'gateway', '/nodejs/bin/node', '-p', `fs.readFileSync('${file}', 'utf8')`);
    assert.match(read('/proc/1/status'), /^Uid:\t65532\t/m);
    assert.match(read('/proc/1/status'), /^CapEff:\t0+$/m);
    assert.match(read('/proc/1/mountinfo'), / \/ ro[, ]/);
    podman('exec', 'gateway', '/nodejs/bin/node', 'deploy/healthcheck.mjs');

    podman('kill', '--signal=TERM', 'gateway');
    assert.equal(await container.ended, 0);
    assert.match(container.written(), /stopped: all requests were finished/);
  });

  // As process 1, to which the system sends no signal that it does not handle.
  for (const moment of [10, 300, 900]) {
    it(`exits at once on SIGTERM before module ${moment} of a start is loaded`, async () => {
      const preload = join(root, 'test', 'support', 'gateway', 'preload', 'signal-at-module.cjs');
      const container = start(
        ...asOperator,
        ...['--env', 'PORT=0', '--env', 'METRICS_PORT=0', '--env', 'NODE_OPTIONS=--require=/preload.cjs'],
        ...['--env', `SIGNAL_AT_MODULE=${moment}`, '--volume', `${preload}:/preload.cjs:ro`, image],
      );
      assert.equal(await container.ended, 143);
      assert.doesNotMatch(container.written(), /listening at/);
    });
  }

  it('passes the checks of doctor with its sandbox', async () => {
    const container = start(
      ...asOperator,
      ...['--env', 'PORT=0', '--env', 'SANDBOX_PORT=0', '--env', 'METRICS_PORT=0', image],
      ...['bin/onebox-gateway.js', 'doctor', '--sandbox'],
    );
    assert.equal(await container.ended, 0, container.written());
  });
});
