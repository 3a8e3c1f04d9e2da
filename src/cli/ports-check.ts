import { lookup } from 'node:dns/promises';
import { createServer } from 'node:net';

import { type Config } from '../config/config';
import { checkTimeoutMs } from './check-timeout';
import { error, type Finding, ok, warning } from './finding';

interface Port {
  setting: 'PORT' | 'METRICS_PORT' | 'SANDBOX_PORT';
  host: string;
  port: number;
}

/** Checks whether the gateway can listen on each of its ports. */
export async function checkPorts({ server, telemetry, sandbox }: Config): Promise<Finding[]> {
  const { host, port } = server;
  const ports: Port[] = [{ setting: 'PORT', host, port }];
  if (telemetry.metricsPort !== undefined)
    ports.push({ setting: 'METRICS_PORT', host, port: telemetry.metricsPort });
  if (sandbox !== undefined) ports.push({ setting: 'SANDBOX_PORT', host: server.host, port: sandbox.port });
  const findings: Finding[] = [];
  const isRunning = await isGateway(host, port);
  // One after the other, since checks of equal ports would conflict.
  for (const [index, one] of ports.entries()) {
    const equal = ports.slice(0, index).find((other) => other.port === one.port && one.port !== 0);
    findings.push(
      equal === undefined
        ? await checkPort(one, isRunning)
        : error(
            'port',
            `${one.setting} and ${equal.setting} are both ${one.port}. Set one of them to another port.`,
          ),
    );
  }
  return findings;
}

async function checkPort({ setting, host, port }: Port, isRunning: boolean): Promise<Finding> {
  const code = await listenFailure(host, port);
  switch (code) {
    case undefined:
      return ok('port', port === 0 ? `${setting} takes any free port.` : `${setting}=${port} is free.`);
    case 'EADDRINUSE':
      return isRunning
        ? warning(
            'port',
            `${setting}=${port} is taken, and a gateway runs here. Stop it before you start another.`,
          )
        : error(
            'port',
            `${setting}=${port} is taken by another process. Stop that, or set ${setting} to another port.`,
          );
    case 'EACCES':
      return error('port', `${setting}=${port} needs privileges. Set ${setting} to a port from 1024.`);
    default:
      return error(
        'port',
        `nothing can listen on ${host} (${code}). Set HOST to an address of this machine.`,
      );
  }
}

/** The error code of listening on the address. Undefined on success. */
async function listenFailure(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    const { address } = await lookup(host, { order: 'ipv4first' });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host: address, port, exclusive: true }, resolve);
    });
    await new Promise((resolve) => server.close(resolve));
    return undefined;
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code ?? 'unknown error';
  }
}

/** Whether a gateway already listens on the address, since `doctor` may run beside it. */
async function isGateway(host: string, port: number): Promise<boolean> {
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    const response = await fetch(`http://${name}:${port}/livez`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(checkTimeoutMs),
    });
    return response.ok && (await response.text()) === '{"status":"alive"}';
  } catch {
    return false;
  }
}
