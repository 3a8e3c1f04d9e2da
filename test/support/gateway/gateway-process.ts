import { spawn } from 'node:child_process';
import { join } from 'node:path';

import { type Overrides } from './overrides';

/** The gateway in a separate process: `node dist/main.js`. */
export interface GatewayProcess {
  pid: number;
  /** The output so far, with standard error. */
  output(): string;
  /** Resolves with the first match in the output; rejects when the process ends without one. */
  saw(pattern: RegExp): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with the exit code. */
  ended: Promise<number | null>;
}

/** Options of the process. */
export interface ProcessOptions {
  /** A module that is loaded before the gateway. */
  preload?: string | undefined;
  /** Values that replace constants. */
  overrides?: Overrides;
  /** The working directory. Default: one without `.env`. */
  cwd?: string;
  /** The executed file. Default: `dist/main.js`. */
  main?: string;
}

const builtMain = join(__dirname, '..', '..', '..', 'dist', 'main.js');

/** Starts the built gateway with only `env` in its environment. */
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
