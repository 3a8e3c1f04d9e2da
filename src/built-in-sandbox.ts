import { type Config, ConfigError } from './config/config';
import { listenAddress } from './listen-address';
import { type OneboxOrigins } from './onebox/origins';
import { type Sandbox } from './sandbox/sandbox';

/** Starts the sandbox on the gateway's host, so that every client of the gateway can reach it. */
export async function startBuiltInSandbox(
  { port, session }: NonNullable<Config['sandbox']>,
  host: string,
): Promise<Sandbox> {
  const [{ startSandbox }, { namedSessionIds }] = await Promise.all([
    import('./sandbox/sandbox.js'),
    import('./sandbox/sessions/ready-sessions.js'),
  ]);
  if (session !== undefined && !namedSessionIds.has(session)) {
    throw new ConfigError(`--session: write one of ${[...namedSessionIds.keys()].join(', ')}`);
  }
  return startSandbox({ host: await listenAddress(host), port, session });
}

/** The sandbox's origins of both parts of Onebox, for clients that reach this machine as `hostname`. Default: local clients. */
export function originsOf({ origin, originAt }: Sandbox, hostname?: string): OneboxOrigins {
  const reachable = hostname === undefined ? origin : originAt(hostname);
  return { api: reachable, site: reachable };
}
