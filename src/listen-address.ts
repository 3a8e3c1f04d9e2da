import { lookup } from 'node:dns/promises';

/** One address of `host`. Fastify would create a second server, without the limits of the first, for another address of `localhost`. */
export async function listenAddress(host: string): Promise<string> {
  const { address } = await lookup(host, { order: 'ipv4first' });
  return address;
}
