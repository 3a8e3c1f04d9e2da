import { lookup } from 'node:dns/promises';

/** The one address of `host` to listen on: for the second one of `localhost` Fastify would make a server without the bounds of the first. */
export async function listenAddress(host: string): Promise<string> {
  const { address } = await lookup(host, { order: 'ipv4first' });
  return address;
}
