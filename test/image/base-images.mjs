/** The base images of the Dockerfile: pulled, or stand-ins made of programs of this machine where they cannot be had. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const textOf = (command, ...args) => execFileSync(command, args, { encoding: 'utf8' }).trim();

/** Sees to it that both images are in the storage of `podman`. `folder` is for what is made on the way. */
export function provideBaseImages({ dockerfile, podman, folder }) {
  const [build, runtime] = [...readFileSync(dockerfile, 'utf8').matchAll(/^FROM (\S+)/gm)].map(
    ([, name]) => name,
  );
  if ([build, runtime].every((name) => isPulled(podman, name))) {
    console.log(`Base images: ${build}, ${runtime}`);
    return;
  }
  const [, version] = /node:(\d+\.\d+\.\d+)/.exec(build);
  const node = installNode(version, folder);
  makeRuntime(podman, runtime, node, join(folder, 'runtime'));
  makeBuild(podman, build, node, join(folder, 'build'));
  console.log(
    `Base images: stand-ins of Node.js ${version} and programs of this machine, since ${build} and ${runtime} cannot be pulled here.`,
  );
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

/** As distroless: Node.js, its libraries, the user nobody, certificates. */
function makeRuntime(podman, name, node, root) {
  copyProgram(node, '/nodejs/bin/node', root);
  makeSystem(root, 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n');
  mkdirSync(join(root, 'home/nonroot'), { recursive: true });
  makeImage(podman, name, root, ['USER 65532', 'WORKDIR /home/nonroot', 'ENTRYPOINT ["/nodejs/bin/node"]']);
}

/** As Debian with Node.js: npm, a shell, and the programs that the Dockerfile calls. */
function makeBuild(podman, name, node, root) {
  copyProgram(node, '/usr/local/bin/node', root);
  for (const program of ['sh', 'env', 'find', 'rm']) {
    copyProgram(realpathSync(textOf('sh', '-c', `command -v ${program}`)), `/usr/bin/${program}`, root);
    copyProgram(join(root, 'usr/bin', program), `/bin/${program}`, root);
  }
  const npm = join(textOf('npm', 'root', '--global'), 'npm');
  cpSync(npm, join(root, 'usr/local/lib/node_modules/npm'), { recursive: true });
  makeSystem(root, 'root:x:0:0:root:/root:/bin/sh\n');
  for (const command of ['npm', 'npx']) {
    const target = `/usr/local/lib/node_modules/npm/bin/${command}-cli.js`;
    writeFileSync(join(root, 'usr/local/bin', command), `#!/bin/sh\nexec node ${target} "$@"\n`, {
      mode: 0o755,
    });
  }
  const settings = ['registry', 'omit-lockfile-registry-resolved'].map(
    (setting) => `${setting}=${textOf('npm', 'config', 'get', setting)}`,
  );
  mkdirSync(join(root, 'usr/local/etc'), { recursive: true });
  writeFileSync(
    join(root, 'usr/local/etc/npmrc'),
    [...settings, 'cafile=/etc/ssl/certs/ca-certificates.crt', 'prefer-offline=true', ''].join('\n'),
  );
  makeImage(podman, name, root, ['CMD ["node"]']);
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
