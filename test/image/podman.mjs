/** podman with a separate storage in `folder`, so that it uses and changes no image of this machine. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function createPodman(folder) {
  const settings = join(folder, 'containers.conf');
  mkdirSync(folder, { recursive: true });
  // As little as possible of the machine: no limits that only an unbounded root may set, and cgroups without systemd.
  writeFileSync(
    settings,
    `[containers]\ndefault_ulimits = []\n[engine]\nruntime = "runc"\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\n`,
  );
  const env = { ...process.env, CONTAINERS_CONF: settings };
  const places = ['--root', join(folder, 'storage'), '--runroot', join(folder, 'run')];
  const podman = (...args) =>
    execFileSync('podman', [...places, ...args], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
  /** Runs a container in the foreground. */
  const start = (...args) => {
    const child = spawn('podman', [...places, 'run', '--rm', ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const ended = new Promise((resolve) => child.once('close', resolve));
    const written = () => output;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    /** Resolves with the first match in the output. */
    const saw = (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(output);
          if (match !== null) resolve(match);
        };
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
        look();
        void ended.then((code) => reject(new Error(`The container ended with ${code}:\n${output}`)));
      });
    return { ended, written, saw };
  };
  return { podman, start };
}
