/** Runs commands, as many at once as there are cores, and prints the output of each whole. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Resolves with whether all of them ended with 0. Each is a command with its arguments; the longest comes first. */
export async function runAtOnce(commands) {
  const waiting = [...commands];
  let isSuccess = true;
  async function work() {
    for (let command = waiting.shift(); command !== undefined; command = waiting.shift()) {
      if (!(await runOne(command))) isSuccess = false;
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return isSuccess;
}

function runOne([command, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (output !== '') console.log(`${command} ${args.join(' ')}\n${output.trimEnd()}`);
      resolve(code === 0);
    });
  });
}
