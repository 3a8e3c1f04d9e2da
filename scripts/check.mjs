/** Checks types, lint and format, as many at once as there are cores. Prints the output of each check whole. Fails if one fails. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';

// The longest first.
const checks = [
  ['eslint', '.'],
  ['tsc', '--noEmit'],
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['tsc', '--noEmit', '-p', 'pages'],
];

/** Resolves with whether the check passes. npm puts the commands on PATH. */
function passes([command, ...args]) {
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

const waiting = [...checks];
async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    if (!(await passes(check))) process.exitCode = 1;
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, work));
