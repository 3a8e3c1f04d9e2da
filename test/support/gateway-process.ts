import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The gateway as people run it: `node dist/main.js` in a process of its own. */
export interface GatewayProcess {
  pid: number;
  /** All that it has written so far, standard error included. */
  output(): string;
  /** Resolves with the first match in the output; rejects when the process ends without one. */
  saw(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

/** Starts the built gateway with nothing but `env` in its environment, and `preload` loaded before it. */
export function startGatewayProcess(
  args: string[],
  env: Record<string, string>,
  preload?: string,
): GatewayProcess {
  const main = join(__dirname, '..', '..', 'dist', 'main.js');
  const nodeArgs = preload === undefined ? [] : ['--require', preload];
  const child = spawn(process.execPath, [...nodeArgs, main, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    pid: child.pid ?? 0,
    output: () => output,
    saw: (pattern) =>
      new Promise((resolve, reject) => {
        const streams = [child.stdout, child.stderr];
        const look = (): void => {
          const match = pattern.exec(output);
          if (match === null) return;
          for (const stream of streams) stream.off('data', look);
          resolve(match);
        };
        for (const stream of streams) stream.on('data', look);
        void ended.then((code) => {
          look();
          reject(new Error(`The gateway ended with ${String(code)} before ${String(pattern)}:\n${output}`));
        });
        look();
      }),
    kill: (signal) => child.kill(signal),
    ended,
  };
}
