/** The base images of the Dockerfile: pulled, or stand-ins made of programs of this machine where they cannot be had. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const textOf = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' }).trim();

/**
 * Sees to it that both images are in the storage of `podman`, and returns the Dockerfile and the volumes to build with. `folder`
 * is for what is made on the way.
 */
export function provideBaseImages({ dockerfile, podman, folder }) {
  const text = readFileSync(dockerfile, 'utf8');
  const pinned = [...text.matchAll(/^FROM (\S+)/gm)].map(([, name]) => name);
  if (pinned.every((name) => isPulled(podman, name))) {
    console.log(`Base images: ${pinned.join(', ')}`);
    return { file: dockerfile, volumes: [] };
  }
  // A stand-in has another digest than the image that is pinned.
  const [build, runtime] = pinned.map((name) => name.replace(/@.*/, ''));
  const [, version] = /node:(\d+\.\d+\.\d+)/.exec(build);
  const node = installNode(version, folder);
  makeRuntime(podman, runtime, node, join(folder, 'runtime'));
  makeBuild(podman, build, join(folder, 'build'));
  console.log(
    `Base images: stand-ins of Node.js ${version} and programs of this machine, since ${build} and ${runtime} cannot be pulled here.`,
  );
  const file = join(folder, 'Dockerfile');
  writeFileSync(file, text.replace(/^(FROM [^\s@]+)@\S+/gm, '$1'));
  const npm = join(textOf('npm', 'root', '--global'), 'npm');
  const programs = ['/bin', '/lib', '/lib64', '/usr'].filter((path) => existsSync(path));
  const mounts = [`${node}:/opt/node/node`, `${npm}:/opt/npm`, ...programs.map((path) => `${path}:${path}`)];
  return { file, volumes: mounts.map((mount) => `${mount}:ro`) };
}

function isPulled(podman, name) {
  try {
    podman('pull', '--quiet', name);
    return true;
  } catch {
    return false;
  }
}

/** The path of a Node.js of that version, from the package that has it. */
function installNode(version, folder) {
  const name = `node-${process.platform}-${process.arch}`;
  const prefix = join(folder, 'node');
  mkdirSync(prefix, { recursive: true });
  execFileSync('npm', ['install', '--prefix', prefix, '--no-save', '--prefer-offline', `${name}@${version}`]);
  return join(prefix, 'node_modules', name, 'bin', 'node');
}

/** Like distroless: Node.js, its libraries, an unprivileged user, certificates. */
function makeRuntime(podman, name, node, root) {
  copyProgram(node, '/nodejs/bin/node', root);
  makeSystem(root, 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n');
  mkdirSync(join(root, 'home/nonroot'), { recursive: true });
  makeImage(podman, name, root, ['USER 65532', 'WORKDIR /home/nonroot', 'ENTRYPOINT ["/nodejs/bin/node"]']);
}

/** As Debian with Node.js and npm. The programs are those of this machine, in volumes: copying them takes longer than the build. */
function makeBuild(podman, name, root) {
  makeSystem(root, 'root:x:0:0:root:/root:/bin/sh\n');
  mkdirSync(join(root, 'opt/bin'), { recursive: true });
  writeFileSync(join(root, 'opt/bin/npm'), '#!/bin/sh\nexec node /opt/npm/bin/npm-cli.js "$@"\n', {
    mode: 0o755,
  });
  makeImage(podman, name, root, [
    'ENV PATH=/opt/node:/opt/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    `ENV NPM_CONFIG_REGISTRY=${textOf('npm', 'config', 'get', 'registry')} NPM_CONFIG_PREFER_OFFLINE=true`,
    'ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt',
    'CMD ["node"]',
  ]);
}

function makeSystem(root, users) {
  for (const folder of ['etc/ssl/certs', 'tmp', 'root']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'etc/passwd'), users);
  cpSync('/etc/ssl/certs/ca-certificates.crt', join(root, 'etc/ssl/certs/ca-certificates.crt'));
}

/** Copies a program with the libraries that it is linked to. */
function copyProgram(from, to, root) {
  copyTo(join(root, to), from);
  for (const [, library] of textOf('ldd', from).matchAll(/(\/\S+) \(0x/g)) {
    if (!existsSync(join(root, library))) copyTo(join(root, library), realpathSync(library));
  }
}

function copyTo(to, from) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}

function makeImage(podman, name, root, lines) {
  const context = `${root}-context`;
  mkdirSync(context);
  writeFileSync(join(context, 'Dockerfile'), ['FROM scratch', 'COPY . /', ...lines, ''].join('\n'));
  podman('build', '--quiet', '--tag', name, '--file', join(context, 'Dockerfile'), root);
  rmSync(root, { recursive: true });
}
