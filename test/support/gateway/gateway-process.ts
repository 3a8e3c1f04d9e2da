import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { type Overrides } from './overrides';

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

/** How the process differs from one that an operator starts. */
export interface ProcessOptions {
  /** A module that is loaded before the gateway. */
  preload?: string | undefined;
  /** Options in place of its constants. */
  overrides?: Overrides;
  /** Where it looks for `.env`; by default where there is none. */
  cwd?: string;
  /** The file that is run; by default `dist/main.js`. */
  main?: string;
}

const builtMain = join(__dirname, '..', '..', '..', 'dist', 'main.js');

/** Starts the built gateway with nothing but `env` in its environment. */
export function startGatewayProcess(
  args: string[],
  env: Record<string, string>,
  { preload, overrides, cwd = __dirname, main = builtMain }: ProcessOptions = {},
): GatewayProcess {
  const preloads = [overrides && join(__dirname, 'preload/override-options.cjs'), preload];
  const nodeArgs = preloads.flatMap((file) => (file === undefined ? [] : ['--require', file]));
  const child = spawn(process.execPath, [...nodeArgs, main, ...args], {
    env: { ...env, ...(overrides && { TEST_OVERRIDES: JSON.stringify(overrides) }) },
    cwd,
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
