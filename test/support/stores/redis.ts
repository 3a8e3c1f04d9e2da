import { type ChildProcess, spawn } from 'node:child_process';
import { connect } from 'node:net';

import KeyvValkey from '@keyv/valkey';

import { freePort } from '../gateway/free-port';

/** A redis-server process, which tests can freeze and kill. */
export interface RedisProcess {
  url: string;
  port: number;
  /** Stops the process. Connections stay open without responses. */
  freeze(): void;
  thaw(): void;
  /** Kills the process. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  restart(): Promise<void>;
  /** Runs one command. */
  command(name: string, ...args: string[]): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a redis-server without persistence on a free port. */
export async function startRedis(): Promise<RedisProcess> {
  const port = await freePort();
  let child = await spawnRedis(port);
  const client = new KeyvValkey(`redis://127.0.0.1:${port}`, { retryStrategy: () => 50 });
  client.on('error', () => undefined);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    kill: () => ended(child),
    restart: async () => {
      child = await spawnRedis(port);
    },
    command: (name, ...args) =>
      (client.redis as { call(name: string, ...args: string[]): Promise<unknown> }).call(name, ...args),
    stop: async () => {
      await client.disconnect();
      await ended(child);
    },
  };
}

async function spawnRedis(port: number): Promise<ChildProcess> {
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  while (!(await canConnect(port))) await new Promise((resolve) => setTimeout(resolve, 20));
  return child;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => {
      resolve(false);
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await closed;
}
