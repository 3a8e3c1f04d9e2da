/** A process with the memory of a container: a control group of Linux, version 1 or 2. Needs root. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';

const isVersion2 = existsSync('/sys/fs/cgroup/cgroup.controllers');
const parent = isVersion2 ? '/sys/fs/cgroup' : '/sys/fs/cgroup/memory';
const limitFile = isVersion2 ? 'memory.max' : 'memory.limit_in_bytes';

/** How much memory its processes may have, and what they do at the limit: the system ends one of them. */
export class Container {
  #folder = `${parent}/onebox-gateway-sizing-${process.pid}`;

  constructor(mebibytes) {
    mkdirSync(this.#folder, { recursive: true });
    writeFileSync(`${this.#folder}/${limitFile}`, `${mebibytes}M`);
  }

  /** Starts a program in it, on one core. It is in before it begins, so that it sees the limit. */
  start(core, command, options) {
    const args = ['-c', 'echo $$ > "$0"; exec "$@"', `${this.#folder}/cgroup.procs`];
    return spawn('sh', [...args, 'taskset', '-c', String(core), ...command], options);
  }

  /** How often the system ended a process, where it says so. */
  get kills() {
    const file = `${this.#folder}/${isVersion2 ? 'memory.events' : 'memory.oom_control'}`;
    return Number(/oom_kill (\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? Number.NaN);
  }

  remove() {
    rmdirSync(this.#folder);
  }
}
