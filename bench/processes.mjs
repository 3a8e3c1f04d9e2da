/** Processes on a core of their own, and what they cost. */
import { spawn, spawnSync } from 'node:child_process';
import { openSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-c', '1', 'true']).status === 0;

/** The core of the server under test, and the one of everything else. */
export const serverCore = 1;
export const otherCore = 0;
/** For what is not measured by the processor: replicas side by side, and what asks them. */
export const everyCore = `0-${availableParallelism() - 1}`;
export const pinned = canPin;

export const file = (path) => new URL(path, import.meta.url).pathname;

export function start(core, args, { env = {}, output = 'inherit' } = {}) {
  const command = [process.execPath, ...args];
  const [program, ...rest] = canPin ? ['taskset', '-c', String(core), ...command] : command;
  return spawn(program, rest, {
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', output, 'inherit', 'ipc'],
  });
}

/** Sends a message and resolves with the next one that answers it. */
export function ask(child, message, isAnswer = () => true) {
  return new Promise((resolve, reject) => {
    const settle = (action) => {
      child.off('message', onMessage).off('exit', onExit);
      action();
    };
    const onMessage = (answer) => {
      if (!isAnswer(answer)) return;
      settle(() => (answer.error === undefined ? resolve(answer) : reject(new Error(answer.error))));
    };
    const onExit = () => settle(() => reject(new Error('A process of the benchmark has ended.')));
    child.on('message', onMessage).on('exit', onExit);
    if (message !== undefined) child.send(message);
  });
}

let logs = 0;

/** Starts a server and resolves once it has said where it listens. */
export async function startServer({ args, env = {} }, upstreamOrigin) {
  const log = join(tmpdir(), `onebox-gateway-bench-${process.pid}-${logs++}.log`);
  const startedAt = performance.now();
  const child = start(serverCore, ['--import', file('probe.mjs'), ...args], {
    env: { PORT: '0', ONEBOX_API_URL: upstreamOrigin, ...env },
    output: openSync(log, 'w'),
  });
  for (;;) {
    const [origin] = /http:\/\/127\.0\.0\.1:\d+/.exec(readFileSync(log, 'utf8')) ?? [];
    if (origin !== undefined) return { child, origin, startedAt };
    if (child.exitCode !== null) throw new Error(`A server did not start: ${readFileSync(log, 'utf8')}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** The time of all threads of the process on the processor so far, in microseconds. */
export function cpuMicroseconds({ pid }) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, one) => sum + one, 0) / 1000;
}

const statusMb = ({ pid }, field) =>
  Number(new RegExp(`${field}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

/** Resident memory, in megabytes. */
export const memoryMb = (child) => statusMb(child, 'VmRSS');

/** Resident memory at its peak, in megabytes. */
export const peakMemoryMb = (child) => statusMb(child, 'VmHWM');
